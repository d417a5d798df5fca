import assert from 'node:assert/strict';
import path from 'node:path';
import { postEvents } from '../support/hook-deliveries.js';
import { oktaLogEvent, user } from '../unit/dispatch/okta-log-event.js';
import { executables, useBuiltCode } from './support/built-code.js';
import { hasRun } from './support/has-run.js';
import { useNamespace } from './support/namespace.js';
import { healthOf, isReady, productCommand } from './support/product-command.js';
import { useProcesses } from './support/processes.js';
import { hookSecret } from './support/stage.js';
import { until } from './support/until.js';

const crashPoint = path.join(import.meta.dirname, 'support/crash-point.ts');

/** Where the gateway dies: just before one of its calls to Temporal, or when the answer to one has come, counted from 1. */
type Death = { CRASH_BEFORE: string } | { CRASH_AFTER: string };

let users = 0;

// The numbers are those of docs/ingest-faults.md.
describe('a gateway that is killed in the middle of a delivery', function () {
  this.timeout('2m');
  useBuiltCode();
  const start = useProcesses();
  const temporal = useNamespace();

  async function startGateway(death?: Death) {
    const gateway = start(
      productCommand(
        'gateway',
        { ...temporal().environment, PORT: '0', OKTA_EVENT_HOOK_SECRET: hookSecret, ...death },
        [...(death ? ['--import', 'tsx', '--import', crashPoint] : []), executables.preenroll],
      ),
    );
    const url = (await gateway.saw(isReady.gateway))[1] ?? '';
    await until('the gateway is ready', async () => (await healthOf(gateway, '/readyz')) === 200);
    return { ...gateway, url };
  }

  const events = 4;
  const deaths: [string, Death, number][] = [
    ['11: before anything is durable', { CRASH_BEFORE: '1' }, 0],
    ['12: when all is durable, before the 204', { CRASH_AFTER: String(events) }, events],
    ...[1, 2, 3].map((after): [string, Death, number] => [
      `13: when ${after} of ${events} are durable`,
      { CRASH_AFTER: String(after) },
      after,
    ]),
  ];

  for (const [title, death, durable] of deaths) {
    it(`${title}: no 2xx, and the repeat completes it without a second run`, async () => {
      const userIds = Array.from(
        { length: events },
        () => `00u${String((users += 1)).padStart(17, '0')}`,
      );
      const created = userIds.map((userId) =>
        oktaLogEvent({ uuid: `created-${userId}`, target: [user(userId)] }),
      );
      const changes = { authorization: hookSecret, eventId: title.slice(0, 2) + String(durable) };
      const first = await startGateway(death);
      await assert.rejects(postEvents(first, created, changes), TypeError);
      assert.equal(await first.ended, null);
      const runs = () => Promise.all(userIds.map((userId) => hasRun(temporal().client, userId)));
      assert.ok((await runs()).filter(Boolean).length >= durable);

      const second = await startGateway();
      assert.equal((await postEvents(second, created, changes)).status, 204);
      assert.ok((await runs()).every(Boolean));
      await second.end('SIGTERM');
    });
  }
});
