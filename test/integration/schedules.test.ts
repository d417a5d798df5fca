import assert from 'node:assert/strict';
import type { Client } from '@temporalio/client';
import { driftScheduleId } from '../../src/contract/drift.js';
import { sweepScheduleId } from '../../src/contract/group-a-sweep.js';
import { reconciliationScheduleId } from '../../src/contract/reconciliation.js';
import { surgeScheduleId } from '../../src/contract/surge.js';
import { createLogger } from '../../src/process/logger.js';
import { ensureSchedules, type SchedulesConfig } from '../../src/schedules/schedules.js';
import { useDevServer } from '../support/temporal.js';

const config: SchedulesConfig = {
  reconciliation: { intervalSeconds: 3600, shareOfLimit: 0.5 },
  events: { signInHints: 'hook' },
  groupASweep: { hour: 3 },
  drift: { hour: 4 },
  surge: { windowMinutes: 10, hires: 100 },
};

describe('the Schedules', function () {
  this.timeout('60s');
  const environment = useDevServer();
  let client: Client;

  beforeEach(() => {
    ({ client } = environment());
  });
  afterEach(async () => {
    for (const id of await ids()) await client.schedule.getHandle(id).delete();
  });

  const ensure = (changes: Partial<SchedulesConfig> = {}) =>
    ensureSchedules(client, { ...config, ...changes }, createLogger('silent'));
  const describeOf = (id: string) => client.schedule.getHandle(id).describe();

  /** By asking for each: the list is some moments behind. */
  async function ids(): Promise<string[]> {
    const found: string[] = [];
    for (const id of [
      reconciliationScheduleId,
      sweepScheduleId,
      driftScheduleId,
      surgeScheduleId,
    ]) {
      await describeOf(id).then(
        () => found.push(id),
        () => undefined,
      );
    }
    return found;
  }

  it('start the sweep of Group A once a day, at the configured hour UTC', async () => {
    await ensure({ groupASweep: { hour: 5 } });

    const { info, action, policies } = await describeOf(sweepScheduleId);
    const [first, second] = info.nextActionTimes;
    assert.match(first?.toISOString() ?? '', /T05:00:00.000Z$/);
    assert.equal(Number(second) - Number(first), 24 * 60 * 60_000);
    assert.equal(action.workflowType, 'sweepGroupA');
    assert.equal(action.workflowId, 'sweep-group-a');
    assert.equal(action.taskQueue, 'preenroll');
    assert.deepEqual(action.args, [{}]);
    assert.equal(policies.overlap, 'SKIP');
  });

  it('check the setup for drift once a day, at the configured hour UTC', async () => {
    await ensure({ drift: { hour: 6 } });

    const { info, action, policies } = await describeOf(driftScheduleId);
    assert.match(info.nextActionTimes[0]?.toISOString() ?? '', /T06:00:00.000Z$/);
    assert.deepEqual([action.workflowType, action.workflowId], ['checkDrift', 'check-drift']);
    assert.deepEqual(action.args, []);
    assert.equal(policies.overlap, 'SKIP');
  });

  it('watch for a surge every minute, within the configured limits', async () => {
    await ensure();

    const { spec, action, policies } = await describeOf(surgeScheduleId);
    assert.deepEqual(
      spec.intervals?.map(({ every }) => every),
      [60_000],
    );
    assert.equal(action.workflowType, 'watchForSurge');
    assert.deepEqual(action.args, [{ limits: { windowMinutes: 10, hires: 100 } }]);
    assert.equal(policies.overlap, 'SKIP');
  });

  it('watch for nothing where no limits are configured, also not any more', async () => {
    const everythingElse = [reconciliationScheduleId, sweepScheduleId, driftScheduleId];
    await ensure({ surge: undefined });
    assert.deepEqual(await ids(), everythingElse);

    await ensure();
    assert.deepEqual(await ids(), [...everythingElse, surgeScheduleId]);
    await ensure({ surge: undefined });
    assert.deepEqual(await ids(), everythingElse);
  });

  it('are left alone by a worker that wants the same', async () => {
    await ensure();
    await ensure();

    for (const id of await ids()) {
      assert.equal((await describeOf(id)).info.lastUpdatedAt, undefined, id);
    }
  });

  it('follow the configuration, and stay paused', async () => {
    await ensure();
    await client.schedule.getHandle(sweepScheduleId).pause('INC-8');
    await ensure({ groupASweep: { hour: 4 }, surge: { windowMinutes: 5, failures: 3 } });

    const sweep = await describeOf(sweepScheduleId);
    assert.match(sweep.info.nextActionTimes[0]?.toISOString() ?? '', /T04:00:00.000Z$/);
    assert.deepEqual([sweep.state.paused, sweep.state.note], [true, 'INC-8']);
    const surge = await describeOf(surgeScheduleId);
    assert.deepEqual(surge.action.args, [{ limits: { windowMinutes: 5, failures: 3 } }]);
  });
});
