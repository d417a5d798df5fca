import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client, WorkflowHandle } from '@temporalio/client';
import type { SearchAttributePair } from '@temporalio/common';
import { Worker } from '@temporalio/worker';
import { surgeActivities } from '../../src/activities/surge.js';
import { freezeWorkflowId } from '../../src/contract/freeze.js';
import { enrollmentStage, stageSince } from '../../src/contract/search-attributes.js';
import {
  surgeStatusQuery,
  type SurgeCounts,
  type SurgeLimits,
  type WatchForSurge,
} from '../../src/contract/surge.js';
import { freeze } from '../../src/freeze/freeze.js';
import { readFreeze } from '../../src/freeze/read-freeze.js';
import { endRuns, makeRun, type RunState } from '../support/hand-made-runs.js';
import { useDevServer, workflowBundle } from '../support/temporal.js';

const taskQueue = 'surge-test';

describe('watchForSurge', function () {
  this.timeout('60s');
  const environment = useDevServer();
  let client: Client;
  let freezeRun: WorkflowHandle;
  let userIds: string[] = [];

  // The window begins at the end of the last freeze: what the server holds of other tests is before it.
  beforeEach(async () => {
    ({ client } = environment());
    freezeRun = client.workflow.getHandle(freezeWorkflowId);
    await freeze(client, { operator: 'test', reason: 'a new window' });
    await freezeRun.terminate();
  });
  afterEach(async () => {
    await freezeRun.terminate().catch(() => undefined);
    await endRuns(client, userIds);
    userIds = [];
  });

  async function withWorker(body: () => Promise<void>): Promise<void> {
    const worker = await Worker.create({
      connection: environment().nativeConnection,
      ...{ taskQueue, workflowBundle: await workflowBundle(), activities: surgeActivities },
    });
    await worker.runUntil(body);
  }

  const startWatch = (limits: Partial<SurgeLimits> = {}) =>
    client.workflow.start<WatchForSurge>('watchForSurge', {
      ...{ workflowId: `watch-for-surge-${randomUUID()}`, taskQueue },
      args: [{ limits: { windowMinutes: 10, ...limits } }],
    });
  const watch = async (limits?: Partial<SurgeLimits>) => (await startWatch(limits)).result();

  /** Temporal's lists are some moments behind. */
  async function untilCounted(expected: SurgeCounts): Promise<void> {
    const deadline = Date.now() + 20_000;
    for (;;) {
      const { counts } = await watch();
      if (JSON.stringify(counts) === JSON.stringify(expected)) return;
      if (Date.now() > deadline) assert.fail(`It counts ${JSON.stringify(counts)}`);
      await sleep(50);
    }
  }

  async function make(state: RunState, attributes?: SearchAttributePair[]) {
    const { userId } = await makeRun(client, state, attributes);
    userIds.push(userId);
  }

  const parked = (since: Date): SearchAttributePair[] => [
    { key: enrollmentStage, value: 'needs-attention' },
    { key: stageSince, value: since },
  ];

  it('counts hires once, those that are parked, and the runs that went wrong', async () => {
    await withWorker(async () => {
      await make('running');
      await make('continued as new');
      await make('completed');
      await make('running', parked(new Date()));
      await make('running', parked(new Date(Date.now() - 60 * 60_000)));
      await make('terminated', parked(new Date()));
      await make('failed');
      await make('timed out');
      await make('cancelled');

      await untilCounted({ hires: 9, holds: 1, failures: 3 });
      assert.equal(await readFreeze(client), undefined);
    });
  });

  it('freezes everything at a limit, and says why', async () => {
    await withWorker(async () => {
      await make('running');
      await make('running');
      await untilCounted({ hires: 2, holds: 0, failures: 0 });
      assert.equal((await watch({ hires: 3 })).frozen, undefined);
      assert.equal(await readFreeze(client), undefined);

      const run = await startWatch({ hires: 2 });
      const { counts, frozen } = await run.result();
      assert.deepEqual(counts, { hires: 2, holds: 0, failures: 0 });
      assert.equal(frozen, 'Within 10 minutes: 2 runs started (the limit is 2).');
      const freezeNow = await readFreeze(client);
      assert.deepEqual([freezeNow?.operator, freezeNow?.reason], ['surge breaker', frozen]);
      assert.equal((await run.query(surgeStatusQuery))?.frozen, frozen);
    });
  });

  it('only counts while everything is frozen', async () => {
    await withWorker(async () => {
      await make('running');
      await untilCounted({ hires: 1, holds: 0, failures: 0 });
      await freeze(client, { operator: 'ann', reason: 'INC-1' });

      const { counts, frozen } = await watch({ hires: 1 });
      assert(counts.hires >= 1);
      assert.equal(frozen, undefined);
      assert.equal((await readFreeze(client))?.operator, 'ann');
    });
  });

  it('does not freeze again, once unfrozen, for what was before', async () => {
    await withWorker(async () => {
      await make('terminated');
      await untilCounted({ hires: 1, holds: 0, failures: 1 });
      assert.notEqual((await watch({ failures: 1 })).frozen, undefined);
      await freezeRun.terminate();
      const { closeTime } = await freezeRun.describe();

      const { since, counts, frozen } = await watch({ failures: 1 });
      assert.equal(since, closeTime?.toISOString());
      assert.deepEqual(counts, { hires: 0, holds: 0, failures: 0 });
      assert.equal(frozen, undefined);

      await make('terminated');
      await untilCounted({ hires: 1, holds: 0, failures: 1 });
      assert.notEqual((await watch({ failures: 1 })).frozen, undefined);
    });
  });
});
