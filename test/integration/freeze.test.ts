import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client, WorkflowHandle } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger, Worker } from '@temporalio/worker';
import { createFreezeGuard } from '../../src/activities/freeze-guard.js';
import { freezeStatusQuery, freezeWorkflowId, type Freeze } from '../../src/contract/freeze.js';
import { taskQueue } from '../../src/contract/task-queues.js';
import { freeze, unfreeze } from '../../src/freeze/freeze.js';
import { createFrozenLook } from '../../src/freeze/frozen-look.js';
import { readFreeze } from '../../src/freeze/read-freeze.js';
import { useDevServer, workflowBundle } from '../support/temporal.js';

const ann = { operator: 'ann', reason: 'INC-1: wrong group rule' };
const bob = { operator: 'bob', reason: 'INC-1 is over' };

describe('the freeze', function () {
  this.timeout('60s');
  const environment = useDevServer();
  let client: Client;
  let run: WorkflowHandle<Freeze>;

  beforeEach(() => {
    ({ client } = environment());
    run = client.workflow.getHandle<Freeze>(freezeWorkflowId);
  });
  afterEach(() => run.terminate().catch(() => undefined));

  /** The workflow has code, and can be asked, while a worker is there. */
  async function withWorker<T>(body: () => Promise<T>): Promise<T> {
    const worker = await Worker.create({
      connection: environment().nativeConnection,
      ...{ taskQueue, workflowBundle: await workflowBundle() },
    });
    return worker.runUntil(body);
  }

  async function details(): Promise<string> {
    const metadata = await run.query<{ currentDetails?: string }>('__temporal_workflow_metadata');
    return metadata.currentDetails ?? '';
  }

  /** One attempt of an activity that changes something, in a process of its own. */
  async function attempt(): Promise<unknown> {
    const logger = new DefaultLogger('ERROR');
    const guard = createFreezeGuard(createFrozenLook(client), 'addToGroup');
    const inOwnProcess = new MockActivityEnvironment(
      {},
      { logger, interceptors: [() => ({ inbound: guard })] },
    );
    return inOwnProcess.run(() => Promise.resolve('changed'));
  }

  const isFrozen = (error: unknown) =>
    error instanceof ApplicationFailure && error.type === 'Frozen';

  it('keeps what would change something from beginning, without any worker, until it ends', async () => {
    assert.equal(await attempt(), 'changed');
    assert.equal(await readFreeze(client), undefined);

    assert.equal(await freeze(client, ann), 'frozen');
    await assert.rejects(attempt(), isFrozen);
    const { startTime } = await run.describe();
    assert.deepEqual(await readFreeze(client), { ...ann, since: startTime.toISOString() });

    assert.equal(await unfreeze(client, bob), 'unfrozen');
    await assert.rejects(attempt(), isFrozen);
    const result = await withWorker(() => run.result());
    assert.deepEqual(result, { frozen: ann, unfrozen: bob });
    assert.equal(await attempt(), 'changed');
    assert.equal(await readFreeze(client), undefined);
  });

  it('is one: who freezes again changes nothing about it', async () => {
    await freeze(client, ann);
    assert.equal(await freeze(client, bob), 'already-frozen');

    assert.equal((await readFreeze(client))?.operator, 'ann');
  });

  it('can be had again after it has ended', async () => {
    await freeze(client, ann);
    await unfreeze(client, bob);
    await withWorker(() => run.result());

    assert.equal(await unfreeze(client, bob), 'not-frozen');
    assert.equal(await freeze(client, bob), 'frozen');
    assert.equal((await readFreeze(client))?.operator, 'bob');
  });

  it('says who froze everything, why, since when, and how to unfreeze', async () => {
    await freeze(client, ann);
    await withWorker(async () => {
      const { operator, reason, since } = await run.query(freezeStatusQuery);
      assert.deepEqual({ operator, reason }, ann);
      const { startTime } = await run.describe();
      assert(Math.abs(new Date(since).getTime() - startTime.getTime()) < 1_000);

      const told = await details();
      for (const part of ['ann', 'INC-1: wrong group rule', since, 'preenroll unfreeze']) {
        assert(told.includes(part), part);
      }
    });
  });

  it('takes a signal without a word, and one that is not ours, from a person in the UI', async () => {
    for (const [args, operator] of [
      [[], 'unknown'],
      [['please'], 'unknown'],
      [[{ operator: ' carl ', reason: 7 }], 'carl'],
    ] as const) {
      await freeze(client, ann);
      await run.signal('unfreeze', ...args);
      const { unfrozen } = await withWorker(() => run.result());
      assert.deepEqual(unfrozen, { operator, reason: 'unknown' });
    }
  });

  it('holds also if a person has started it in the UI, without a word', async () => {
    await client.workflow.start('freeze', { workflowId: freezeWorkflowId, taskQueue });

    await assert.rejects(attempt(), isFrozen);
    const frozen = await readFreeze(client);
    assert.deepEqual([frozen?.operator, frozen?.reason], ['unknown', 'unknown']);
    await withWorker(async () => {
      assert.equal((await run.query(freezeStatusQuery)).operator, 'unknown');
    });
  });

  it('ends when its run is cancelled or terminated', async () => {
    await freeze(client, ann);
    await withWorker(async () => {
      await run.cancel();
      while ((await run.describe()).status.name === 'RUNNING') await sleep(20);
    });
    assert.equal(await attempt(), 'changed');

    await freeze(client, ann);
    await run.terminate();
    assert.equal(await attempt(), 'changed');
  });
});
