import assert from 'node:assert/strict';
import type { Client } from '@temporalio/client';
import { reconciliationScheduleId } from '../../src/contract/reconciliation.js';
import { createLogger } from '../../src/process/logger.js';
import { ensureReconciliationSchedule } from '../../src/schedules/reconciliation-schedule.js';
import { useDevServer } from '../support/temporal.js';

const config = {
  reconciliation: { intervalSeconds: 3600, shareOfLimit: 0.5 },
  events: { signInHints: 'hook' as const },
};
const logger = createLogger('silent');

describe('the Schedule of the reconciliation', function () {
  this.timeout('60s');
  const environment = useDevServer();
  let client: Client;

  beforeEach(() => {
    ({ client } = environment());
  });

  const schedule = () => client.schedule.getHandle(reconciliationScheduleId);
  afterEach(() => schedule().delete());

  it('starts a pass every interval, none beside another, and one after an outage', async () => {
    await ensureReconciliationSchedule(client, config, logger);

    const { spec, action, policies, state } = await schedule().describe();
    assert.deepEqual(
      spec.intervals?.map(({ every }) => every),
      [3_600_000],
    );
    assert.equal(action.workflowType, 'reconcileSystemLog');
    assert.equal(action.workflowId, 'reconcile-system-log');
    assert.equal(action.taskQueue, 'preenroll');
    assert.deepEqual(action.args, [{ settings: { shareOfLimit: 0.5, signInHints: 'hook' } }]);
    assert.equal(policies.overlap, 'SKIP');
    assert.equal(policies.catchupWindow, 3_600_000);
    assert.equal(state.paused, false);
  });

  it('is left alone by a worker that wants the same', async () => {
    await ensureReconciliationSchedule(client, config, logger);
    const before = (await schedule().describe()).info.lastUpdatedAt;
    await ensureReconciliationSchedule(client, config, logger);

    assert.deepEqual((await schedule().describe()).info.lastUpdatedAt, before);
  });

  it('follows the configuration, and stays paused with the note of the operator', async () => {
    await ensureReconciliationSchedule(client, config, logger);
    await schedule().pause('INC-7: Okta is being migrated');
    const startAt = '2026-01-05T08:00:00Z';
    await ensureReconciliationSchedule(
      client,
      {
        reconciliation: {
          ...{ intervalSeconds: 5, shareOfLimit: 0.1, startAt },
          eventHookId: 'who00000000000000001',
        },
        events: { signInHints: 'log' },
      },
      logger,
    );

    const { spec, action, policies, state } = await schedule().describe();
    assert.deepEqual(
      spec.intervals?.map(({ every }) => every),
      [5_000],
    );
    assert.deepEqual(action.args, [
      {
        settings: {
          ...{ shareOfLimit: 0.1, signInHints: 'log', startAt },
          eventHookId: 'who00000000000000001',
        },
      },
    ]);
    assert.equal(policies.catchupWindow, 10_000);
    assert.deepEqual([state.paused, state.note], [true, 'INC-7: Okta is being migrated']);
  });

  it('is one, whoever comes first of several workers', async () => {
    await Promise.all([1, 2, 3, 4].map(() => ensureReconciliationSchedule(client, config, logger)));

    const ids: string[] = [];
    for await (const { scheduleId } of client.schedule.list()) ids.push(scheduleId);
    assert.deepEqual(ids, [reconciliationScheduleId]);
  });
});
