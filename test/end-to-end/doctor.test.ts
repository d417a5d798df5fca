import assert from 'node:assert/strict';
import type { CheckResult } from '../../src/contract/doctor.js';
import { driftScheduleId, type CheckDrift } from '../../src/contract/drift.js';
import { checkIds } from '../../src/doctor/checks/index.js';
import { useNamespace } from './support/namespace.js';
import { runPreenroll } from './support/run-preenroll.js';
import { hookSecret, useStage } from './support/stage.js';
import { until } from './support/until.js';

describe('preenroll doctor', function () {
  this.timeout('1m');
  const temporal = useNamespace();
  const stage = useStage({ temporal });

  const environment = () => ({
    ...{ ...temporal().environment, ...stage().okta.environment },
    OKTA_EVENT_HOOK_SECRET: hookSecret,
  });
  const doctor = (variables: Record<string, string>, ...args: string[]) =>
    runPreenroll(['doctor', ...args], { ...environment(), ...variables });
  const statusOf = (results: CheckResult[]) =>
    Object.fromEntries(results.map(({ id, status }) => [id, status]));

  it('makes every check as JSON, and fails for what is missing', async () => {
    const { code, data, said } = await doctor({}, '-o', 'json');
    const results = JSON.parse(data) as CheckResult[];

    assert.equal(code, 1, said);
    assert.deepEqual(
      results.map(({ id }) => id),
      checkIds,
    );
    const status = statusOf(results);
    assert.deepEqual(
      ['engine', 'groups-exist', 'policy-order', 'smtp-reachable', 'event-hook-answers'].map(
        (id) => status[id],
      ),
      ['ok', 'ok', 'ok', 'ok', 'ok'],
    );
    assert.equal(status['temporal-worker'], 'failure');
    for (const result of results) assert.equal(result.remedy === undefined, result.status === 'ok');
    assert.match(said, /\d+ failures?, /);
  });

  it('makes those that are named, and goes by --strict', async () => {
    const only = ['--only', 'engine', 'credential-kind', '-o', 'jsonl'];
    const { code, data } = await doctor({}, ...only);
    const results = data
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as CheckResult);

    assert.equal(code, 0);
    assert.deepEqual(statusOf(results), { engine: 'ok', 'credential-kind': 'warning' });
    assert.equal((await doctor({}, ...only, '--strict')).code, 1);
    assert.equal((await doctor({}, '--only', 'nothing')).code, 2);
  });

  it('reckons with the hires that are expected, and sends a mail on request', async () => {
    const { code, data } = await doctor(
      {},
      ...['--only', 'rate-limit-share', '--hires-per-day', '200', '--strict'],
      ...['--test-mail', 'you@example.com'],
    );

    assert.equal(code, 0, data);
    assert.match(data, /^ok .* 200 hires a day/m);
    assert.equal((await stage().okta.mailsTo('you@example.com')).length, 1);
  });

  it('tells a person what to do, and Okta away from Okta wrong', async () => {
    const away = { OKTA_CLIENT_ORGURL: 'http://127.0.0.1:9' };
    const { code, data } = await doctor(away, '--only', 'engine', 'groups-exist');

    assert.equal(code, 4);
    assert.match(data, /^FAILURE {2}Okta can be reached, and tells its engine \(engine\)$/m);
    assert.match(data, /^ {9}> See whether OKTA_CLIENT_ORGURL/m);
  });

  it('finds a configuration that is wrong, and checks what does not hang on it', async () => {
    const slip = { MAIL_FROM: '', MAIL_FORM: 'it@example.com' };
    const { code, data } = await doctor(slip, '-o', 'json');
    const results = JSON.parse(data) as CheckResult[];
    const status = statusOf(results);

    assert.equal(code, 1);
    assert.match(results[0]?.evidence ?? '', /MAIL_FROM is not set \(there is MAIL_FORM\)/);
    assert.deepEqual(
      ['configuration-names', 'temporal-namespace', 'groups-exist'].map((id) => status[id]),
      ['warning', 'ok', 'unknown'],
    );
  });

  it('is what a worker makes every day', async () => {
    const { client, startWorker } = stage();
    await startWorker();
    const schedule = client.schedule.getHandle(driftScheduleId);
    await until('the Schedule is there', () =>
      schedule.trigger().then(
        () => true,
        () => false,
      ),
    );
    await until('the Schedule has started a run', async () => {
      return (await schedule.describe()).info.numActionsTaken === 1;
    });
    const [action] = (await schedule.describe()).info.recentActions;
    const { workflowId } = action?.action.workflow ?? assert.fail();
    const { checks, changes } = await client.workflow.getHandle<CheckDrift>(workflowId).result();

    assert.deepEqual(Object.keys(checks).sort(), [...checkIds].sort());
    assert.deepEqual(
      ['engine', 'temporal-worker', 'temporal-schedules', 'temporal-search-attributes'].map(
        (id) => checks[id],
      ),
      ['ok', 'ok', 'ok', 'ok'],
    );
    assert(changes.some(({ id }) => id === 'audit-store'));
  });
});
