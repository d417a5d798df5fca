import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { registerSearchAttributes } from '../../src/temporal/client.js';
import { createLogger } from '../../src/process/logger.js';
import { useTemporaryDirectory } from '../support/temporary-directory.js';
import { hire, oktaLogEvent, user } from '../unit/dispatch/okta-log-event.js';
import { userMfaEvent } from '../unit/event-card/user-mfa-event.js';
import { envelope } from '../unit/hook-gateway/envelope.js';
import { executables, useBuiltCode } from './support/built-code.js';
import { hasRun } from './support/has-run.js';
import { useNamespace } from './support/namespace.js';
import { useProcesses } from './support/processes.js';

describe('the commands for stored events', function () {
  this.timeout('1m');
  useBuiltCode();
  const temporal = useNamespace();
  const start = useProcesses();
  const directory = useTemporaryDirectory();
  before(() => registerSearchAttributes(temporal().client, createLogger('silent')));

  async function preenroll(
    [verb, ...options]: readonly [string, ...string[]],
    content: unknown,
    environment: Record<string, string> = temporal().environment,
  ) {
    const file = path.join(directory(), 'events.json');
    await writeFile(file, JSON.stringify(content));
    const run = start({
      name: verb,
      run: ['node', executables.preenroll, verb, '--file', file, ...options],
      environment,
    });
    const code = await run.ended;
    return { code, data: run.standardOutput(), output: run.output() };
  }

  const created = oktaLogEvent({ uuid: 'created' });
  const unreadable = oktaLogEvent({ uuid: 'bad', target: [user('nobody')] });

  it('print the card, for a person and for a program', async () => {
    const text = await preenroll(['event-card'], userMfaEvent());
    assert.equal(text.code, 0);
    assert.match(text.data, /^Okta User → ID: 00u\w+$/m);
    const json = await preenroll(['event-card', '-o', 'json'], envelope([userMfaEvent(), created]));
    assert.equal(json.code, 0);
    const [card, ...others] = JSON.parse(json.data) as { eventType: string }[];
    assert.deepEqual([card?.eventType, others], ['user.authentication.auth_via_mfa', []]);
    assert.match(json.output, /Left out: 1 /);
  });

  it('print no card of another event, and say what it is instead', async () => {
    const { code, data, output } = await preenroll(['event-card'], created);
    assert.deepEqual([code, data], [2, '']);
    assert.match(output, /this event is a user\.lifecycle\.create/);
  });

  it('replay a delivery as often as it is wanted, and start one run', async () => {
    const plan = await preenroll(['replay', '--dry-run'], envelope([created]));
    assert.deepEqual([plan.code, plan.data], [0, 'created\tuser.lifecycle.create\twould-start\n']);
    assert.equal(await hasRun(temporal().client, hire), false);
    for (const outcome of ['started', 'duplicate']) {
      const { code, data } = await preenroll(['replay', '-o', 'jsonl'], envelope([created]));
      assert.equal(code, 0);
      const eventType = 'user.lifecycle.create';
      assert.deepEqual(JSON.parse(data), { uuid: 'created', eventType, outcome });
    }
    assert.equal(await hasRun(temporal().client, hire), true);
  });

  it('fail for what is not in Temporal afterwards, with the cause and the remedy', async () => {
    const bad = await preenroll(['replay'], [created, unreadable]);
    assert.equal(bad.code, 1);
    assert.match(bad.data, /^bad\tuser\.lifecycle\.create\tunreadable\tuser-id$/m);
    assert.match(bad.output, /1 of 2 events are not as Okta sends them/);
    const away = await preenroll(['replay'], created, { TEMPORAL_ADDRESS: '127.0.0.1:1' });
    assert.equal(away.code, 4);
    assert.match(away.output, /Temporal at 127\.0\.0\.1:1 cannot be reached/);
  });
});
