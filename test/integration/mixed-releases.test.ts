import assert from 'node:assert/strict';
import proto from '@temporalio/proto';
import { NativeConnection, Worker, type WorkflowBundle } from '@temporalio/worker';
import { activatedSignal } from '../../src/contract/pre-enroll-user.js';
import { taskQueue } from '../../src/contract/task-queues.js';
import { until } from '../end-to-end/support/until.js';
import { hirePaths } from '../support/hire-paths.js';
import { withHires, type HireHandle, type Hires } from '../support/hires.js';
import { previousWorkflowBundle } from '../support/previous-release.js';
import { bundleWorkflows, useDevServer, workflowBundle } from '../support/temporal.js';

const { EventType, WorkflowTaskFailedCause } = proto.temporal.api.enums.v1;
const unknownStep = WorkflowTaskFailedCause.WORKFLOW_TASK_FAILED_CAUSE_NON_DETERMINISTIC_ERROR;

/** Those for which time need not skip. */
const paths = [
  ...['lean-completed', 'lean-forced-by-an-operator', 'lean-begun-before-the-day'],
  ...['lean-removed-while-waiting', 'lean-removed-while-parked', 'lean-undone-while-waiting'],
  ...['lean-mail-bounced-and-repaired', 'lean-phone-changed-lost-and-corrected'],
  ...['lean-taken-over-in-group-a', 'lean-activated-before'],
].map((name) => hirePaths[name] ?? assert.fail(name));

describe('hires during an update', function () {
  this.timeout('60s');
  const environment = useDevServer();
  let today: WorkflowBundle;
  let previous: WorkflowBundle;
  let next: WorkflowBundle;
  before(async () => {
    today = await workflowBundle();
    previous = await previousWorkflowBundle();
    next = await bundleWorkflows(new URL('../support/next-release', import.meta.url));
  });

  interface Begun extends Pick<Hires, 'okta' | 'mailer'> {
    userId: string;
    run: HireHandle;
  }

  /** Workers of one release, until `body` is done. Without a cache whoever takes a task replays the whole run. */
  function workersOf<T>(
    release: WorkflowBundle,
    world: Pick<Hires, 'okta' | 'mailer'> | undefined,
    body: (hires: Hires) => Promise<T>,
  ): Promise<T> {
    const given = { taskQueue, workflowBundle: release, maxCachedWorkflows: 0 };
    return withHires(environment(), { ...given, ...(world && { world }) }, body);
  }

  /** A hire that waits for its activation. */
  async function begin({ okta, mailer, start, waitFor }: Hires): Promise<Begun> {
    const userId = okta.addUser();
    const run = await start(userId);
    await waitFor(run, ({ stage }) => stage === 'awaiting-activation');
    return { okta, mailer, userId, run };
  }

  async function finish({ okta, mailer, userId, run }: Begun): Promise<void> {
    okta.setPassword(userId);
    okta.verifyPhone(userId);
    await run.signal(activatedSignal, { source: 'okta-event', eventId: 'hint-of-the-end' });
    assert.equal((await run.result()).outcome, 'completed');
    assert.deepEqual([...okta.user(userId).groupIds], [okta.groups.B]);
    assert.equal(okta.user(userId).activationMails, 1);
    assert.equal(mailer.mails.length, 1);
  }

  it('go through while workers of the previous and of this release share the queue, whoever takes which task', async () => {
    // As another process has one: over one connection Core lets no queue be polled twice. The activities are today's.
    const connection = await NativeConnection.connect({ address: environment().address });
    const old = await Worker.create({
      ...{ connection, taskQueue, workflowBundle: previous, maxCachedWorkflows: 0 },
    });
    const runs = await old.runUntil(
      workersOf(today, undefined, (hires) => Promise.all(paths.map((path) => path(hires)))),
    );
    await connection.close();

    const builds = await Promise.all(runs.map(buildsOf));
    assert(builds.some((both) => both.size === 2));
    for (const run of runs) {
      const failed = await failedTasksOf(run);
      assert.deepEqual(
        (await hasRecordedItsEnd(run)) ? failed.filter((cause) => cause !== unknownStep) : failed,
        [],
      );
    }
  });

  it('that this release has begun go on after a rollback to the previous one', async () => {
    const hire = await workersOf(today, undefined, begin);
    await workersOf(previous, hire, () => finish(hire));

    assert.deepEqual(await failedTasksOf(hire.run), []);
    assert.equal((await buildsOf(hire.run)).size, 2);
  });

  it('with a patch that is unknown after a rollback stand still, are not lost, and go on when the later release is back', async () => {
    const hire = await workersOf(next, undefined, begin);
    const { okta, run } = hire;
    const calls = okta.count('getUser');

    await workersOf(today, hire, async () => {
      await run.signal(activatedSignal, { source: 'okta-event', eventId: 'hint' });
      await until('the task fails', async () => (await failedTasksOf(run)).length > 0);
    });
    assert.deepEqual(await failedTasksOf(run), [unknownStep]);
    assert.equal((await run.describe()).status.name, 'RUNNING');
    assert.equal(okta.count('getUser'), calls);

    await workersOf(next, hire, () => finish(hire));
  });
});

/** Which bundles have done the tasks of a run. */
async function buildsOf(run: HireHandle): Promise<ReadonlySet<string>> {
  const { events } = await run.fetchHistory();
  return new Set(
    events?.flatMap(({ workflowTaskCompletedEventAttributes: completed }) =>
      completed ? [completed.workerVersion?.buildId ?? completed.binaryChecksum ?? ''] : [],
    ),
  );
}

/** The previous release does not know of that last step: a task behind it fails there, until a worker of this one takes it. */
async function hasRecordedItsEnd(run: HireHandle): Promise<boolean> {
  const { events } = await run.fetchHistory();
  return (events ?? []).some(
    ({ activityTaskScheduledEventAttributes: scheduled }) =>
      scheduled?.activityType?.name === 'recordEnd',
  );
}

async function failedTasksOf(run: HireHandle): Promise<unknown[]> {
  const { events } = await run.fetchHistory();
  return (events ?? [])
    .filter(({ eventType }) => eventType === EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED)
    .map(({ workflowTaskFailedEventAttributes: failed }) => failed?.cause);
}
