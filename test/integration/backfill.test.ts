import assert from 'node:assert/strict';
import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import {
  pauseBackfillSignal,
  resumeBackfillSignal,
  type BackfillPreEnrollment,
  type BackfillRow,
  type BackfillStatus,
} from '../../src/contract/backfill.js';
import { backfillName, enrollmentStage, startDate } from '../../src/contract/search-attributes.js';
import { backfillWorkflowId, preEnrollUserWorkflowId } from '../../src/contract/workflow-ids.js';
import { startPreEnrollUser } from '../../src/dispatch/start-pre-enroll-user.js';
import { readBackfillResults, type BackfillResult } from '../../src/operate/backfill-results.js';
import {
  cancelBackfill,
  countBackfillHires,
  findBackfill,
  readBackfillStatus,
} from '../../src/operate/backfills.js';
import {
  ann,
  createBackfiller,
  newName,
  newRows,
  runningHires,
  untilTrue,
} from '../support/backfillers.js';
import { endRuns } from '../support/hand-made-runs.js';
import { useDevServer, useLimitedDevServer } from '../support/temporal.js';

describe('backfillPreEnrollment', function () {
  this.timeout('60s');
  const environment = useDevServer();
  let client: Client;
  let started: BackfillRow[];

  beforeEach(() => {
    ({ client } = environment());
    started = [];
  });
  afterEach(() =>
    endRuns(
      client,
      started.map(({ userId }) => userId),
    ),
  );

  function rows(...given: Parameters<typeof newRows>): BackfillRow[] {
    const made = newRows(...given);
    started.push(...made);
    return made;
  }

  const handleOf = (name: string) =>
    client.workflow.getHandle<BackfillPreEnrollment>(backfillWorkflowId(name));

  // Temporal may ask a worker that has just gone.
  const statusOf = async (name: string): Promise<Partial<BackfillStatus>> =>
    readBackfillStatus(client, name, { isRunning: true }).catch(() => ({}));

  async function resultsOf(name: string): Promise<BackfillResult[]> {
    const run = await findBackfill(client, name);
    assert(run);
    const results: BackfillResult[] = [];
    for await (const result of readBackfillResults(client, name, run)) results.push(result);
    return results;
  }

  const runOf = ({ userId }: BackfillRow) =>
    client.workflow.getHandle(preEnrollUserWorkflowId(userId)).describe();

  it('starts everybody through the door, and tells what became of each', async () => {
    const backfiller = createBackfiller(environment(), { pageSize: 2 });
    const name = newName();
    const [first, known, last] = rows(3, { startDate: '2026-12-01' });
    assert(first && known && last);
    await startPreEnrollUser({ client }, { userId: known.userId });
    const rejected = [{ line: 9, problem: 'user-unknown' }];
    assert.equal(await backfiller.start({ name, rows: [first, known, last], rejected }), 'started');
    const status = await backfiller.working(() => handleOf(name).result());

    assert.deepEqual(
      [status.state, status.total, status.started, status.duplicates],
      ['done', 3, 2, 1],
    );
    const run = await runOf(first);
    assert.equal(run.typedSearchAttributes.get(backfillName), name);
    assert.equal(run.typedSearchAttributes.get(startDate), '2026-12-01');
    assert.deepEqual(run.memo, ann);
    assert.equal(run.raw.workflowExecutionInfo?.priority?.priorityKey, 5);
    const results = await resultsOf(name);
    assert.deepEqual(
      results.map(({ line, outcome, run }) => [line, outcome, run?.stage]),
      [
        [9, 'rejected', undefined],
        [1, 'started', 'preparing'],
        [2, 'duplicate', 'preparing'],
        [3, 'started', 'preparing'],
      ],
    );
  });

  it('has no more of them in progress than may be, and starts the first first', async () => {
    const inProgress = 4;
    const backfiller = createBackfiller(environment(), { inProgress, pageSize: 6 });
    const name = newName();
    const all = rows(14);
    await backfiller.start({ name, rows: all });
    await backfiller.working(async () => {
      const done = new Set<string>();
      while (done.size < all.length) {
        const expected = all.slice(0, done.size + inProgress).map(({ userId }) => userId);
        let running: string[] = [];
        await untilTrue('the next are in progress', async () => {
          running = await runningHires(client, name);
          assert(running.length <= inProgress, `${running.length} are in progress`);
          return running.length === expected.length - done.size;
        });
        assert.deepEqual([...done, ...running].sort(), expected.sort());
        const next = running.slice(0, 2);
        await endRuns(client, next);
        for (const userId of next) done.add(userId);
        await untilTrue('they are off the list', async () =>
          (await runningHires(client, name)).every((id) => !done.has(id)),
        );
      }
      assert.equal((await handleOf(name).result()).started, all.length);
    });
  });

  it('starts at once who waits for a later day, besides those in progress', async () => {
    const backfiller = createBackfiller(environment(), { inProgress: 1 });
    const name = newName();
    const now = rows(1);
    const later = rows(5, { startDate: '2099-01-05', notBefore: '2099-01-05T00:00:00.000Z' });
    await backfiller.start({ name, rows: [...now, ...later] });
    const { started } = await backfiller.working(() => handleOf(name).result());

    assert.equal(started, 6);
    await untilTrue('the lists show it', async () => {
      const counts = await countBackfillHires(client, name);
      return counts.inProgress === 1 && counts.waitingForTheirDay === 5;
    });
    const [row] = later;
    assert(row);
    assert.equal((await runOf(row)).typedSearchAttributes.get(enrollmentStage), 'pre-hire');
  });

  it('starts nobody while it is paused, and goes on when it is resumed', async () => {
    const backfiller = createBackfiller(environment(), { inProgress: 2 });
    const name = newName();
    const all = rows(4);
    await backfiller.start({ name, rows: all });
    await backfiller.working(async () => {
      await untilTrue('two are started', async () => (await statusOf(name)).started === 2);
      await handleOf(name).signal(pauseBackfillSignal, ann);
      await untilTrue('it waits', async () => {
        const { raw } = await handleOf(name).describe();
        return (raw.pendingActivities ?? []).length === 0;
      });
      await endRuns(
        client,
        all.slice(0, 2).map(({ userId }) => userId),
      );
      await untilTrue('there is room', async () => (await runningHires(client, name)).length === 0);
      const { state, pausedBy, started } = await statusOf(name);
      assert.deepEqual([state, pausedBy, started], ['paused', ann, 2]);

      await handleOf(name).signal(resumeBackfillSignal, ann);
      const ended = await handleOf(name).result();
      assert.deepEqual([ended.state, ended.started], ['done', 4]);
      assert.equal(ended.pausedBy, undefined);
    });
  });

  for (const isPaused of [false, true]) {
    it(`does not start the rest when it is cancelled${isPaused ? ' while it is paused' : ''}`, async () => {
      const backfiller = createBackfiller(environment(), { inProgress: 2, pageSize: 3 });
      const name = newName();
      const all = rows(7);
      await backfiller.start({ name, rows: all });
      await backfiller.working(async () => {
        await untilTrue('two are started', async () => (await statusOf(name)).started === 2);
        if (isPaused) await handleOf(name).signal(pauseBackfillSignal);
        await cancelBackfill(client, name, ann);
        const { state, started } = await handleOf(name).result();
        assert.deepEqual([state, started], ['cancelled', 2]);
        await untilTrue('the pages have ended', async () =>
          (await resultsOf(name)).every(({ outcome }) => outcome !== 'waiting'),
        );
      });

      const outcomes = (await resultsOf(name)).map(({ outcome }) => outcome);
      const expected = ['started', 'started', ...Array.from({ length: 5 }, () => 'cancelled')];
      assert.deepEqual(outcomes, expected);
      assert.equal((await runningHires(client, name)).length, 2);
      await assert.rejects(cancelBackfill(client, name, ann), WorkflowNotFoundError);
    });
  }

  it('is joined by whoever starts it while it is running, and does nothing twice afterwards', async () => {
    const backfiller = createBackfiller(environment(), { inProgress: 2 });
    const name = newName();
    const all = rows(3);
    await backfiller.start({ name, rows: all });
    assert.equal(await backfiller.start({ name, rows: all }), 'running');
    await backfiller.working(async () => {
      await untilTrue('two are started', async () => (await statusOf(name)).started === 2);
      const [first] = all;
      assert(first);
      await endRuns(client, [first.userId]);
      assert.equal((await handleOf(name).result()).started, 3);

      assert.equal(await backfiller.start({ name, rows: all }), 'started');
      const { started, duplicates } = await handleOf(name).result();
      assert.deepEqual([started, duplicates], [0, 3]);
    });
    assert.equal((await runningHires(client, name)).length, 2);
  });

  it('lets a start that was killed before it was whole leave nothing behind', async () => {
    const backfiller = createBackfiller(environment());
    const name = newName();
    const { taskQueue } = backfiller;
    const orphan = await client.workflow.start('backfillRows', {
      ...{ taskQueue, workflowId: `${backfillWorkflowId(name)}:killed:rows:0` },
      args: [{ rows: newRows(2) }],
      typedSearchAttributes: [{ key: backfillName, value: name }],
    });
    await untilTrue('it is listed', async () => {
      const query = `WorkflowType = 'backfillRows' AND BackfillName = '${name}'`;
      return (await client.workflow.count(query)).count === 1;
    });
    await backfiller.start({ name, rows: rows(1) });

    assert.equal((await orphan.describe()).status.name, 'TERMINATED');
    const { started } = await backfiller.working(() => handleOf(name).result());
    assert.equal(started, 1);
    assert.deepEqual(
      (await resultsOf(name)).map(({ outcome }) => outcome),
      ['started'],
    );
  });

  it('goes on with another worker, which knows nothing of it', async () => {
    const backfiller = createBackfiller(environment(), {
      ...{ inProgress: 2, pageSize: 3, maxCachedWorkflows: 0 },
    });
    const name = newName();
    const all = rows(5);
    await backfiller.start({ name, rows: all });
    await backfiller.working(() =>
      untilTrue('two are started', async () => (await statusOf(name)).started === 2),
    );
    await endRuns(
      client,
      all.slice(0, 2).map(({ userId }) => userId),
    );
    await backfiller.working(async () => {
      await untilTrue('two more are started', async () => (await statusOf(name)).started === 4);
      await endRuns(
        client,
        all.slice(2, 4).map(({ userId }) => userId),
      );
      assert.equal((await handleOf(name).result()).started, 5);
    });
  });
});

describe('backfillPreEnrollment, where a history has little room', function () {
  this.timeout('60s');
  const environment = useLimitedDevServer({ 'limit.historyCount.suggestContinueAsNew': 14 });

  it('continues as new within a page, and loses nobody', async () => {
    const { client } = environment();
    const backfiller = createBackfiller(environment(), {
      ...{ inProgress: 1, pageSize: 5, listsLagMs: 50, lookAgainAfterMs: 20 },
    });
    const name = newName();
    const all = newRows(6);
    await backfiller.start({ name, rows: all });
    const handle = client.workflow.getHandle<BackfillPreEnrollment>(backfillWorkflowId(name));
    const { runId } = await handle.describe();
    await backfiller.working(async () => {
      const ending = async () => {
        for (;;) {
          await endRuns(client, await runningHires(client, name));
          if ((await handle.describe()).status.name !== 'RUNNING') return;
        }
      };
      await ending();
    });
    const status = await handle.result();
    assert.deepEqual([status.state, status.started], ['done', 6]);
    assert.notEqual((await handle.describe()).runId, runId);
    const run = await findBackfill(client, name);
    assert(run);
    const outcomes: string[] = [];
    for await (const { outcome } of readBackfillResults(client, name, run)) outcomes.push(outcome);
    assert.deepEqual(
      outcomes,
      Array.from({ length: 6 }, () => 'started'),
    );
  });
});
