import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { ScheduleOverlapPolicy, type Client, type ScheduleHandle } from '@temporalio/client';
import {
  noopMetricMeter,
  type MetricGauge,
  type MetricMeter,
  type MetricTags,
} from '@temporalio/common';
import { pino } from 'pino';
import { createDriftActivities } from '../../src/activities/drift.js';
import type { CheckResult } from '../../src/contract/doctor.js';
import { driftStatusQuery, type CheckDrift, type DriftReport } from '../../src/contract/drift.js';
import { createMailRenderer } from '../../src/mail/render-mail.js';
import { watchChecks } from '../../src/worker/watch-checks.js';
import { until } from '../end-to-end/support/until.js';
import { createFakeMailer, type FakeMailer } from '../support/fake-mailer.js';
import { runWorkers } from '../support/run-workers.js';
import { useDevServer, workflowBundle } from '../support/temporal.js';

describe('checkDrift', function () {
  this.timeout('60s');
  const environment = useDevServer();
  let client: Client;
  let mailer: FakeMailer;
  let results: CheckResult[];
  let schedule: ScheduleHandle;
  const id = `check-drift-${randomUUID()}`;
  const taskQueue = id;

  const check = (status: CheckResult['status']): CheckResult => ({
    ...{ id: 'event-hook-active', title: 'The event hook is active', status },
    ...{ evidence: status === 'ok' ? 'ACTIVE' : 'INACTIVE' },
    ...(status !== 'ok' && { remedy: 'Activate it' }),
  });

  before(async () => {
    ({ client } = environment());
    schedule = await client.schedule.create({
      ...{ scheduleId: id, spec: {} },
      action: {
        type: 'startWorkflow',
        workflowType: 'checkDrift',
        workflowId: id,
        taskQueue,
        args: [],
      },
    });
  });
  after(() => schedule.delete());

  beforeEach(() => {
    mailer = createFakeMailer();
  });

  /** The next run of the Schedule, to its end. */
  async function nextRun(): Promise<DriftReport> {
    const known = (await schedule.describe()).info.numActionsTaken;
    // As the Schedule itself does; beside others a run is told nothing of the one before.
    await schedule.trigger(ScheduleOverlapPolicy.SKIP);
    await until('the Schedule has started a run', async () => {
      return (await schedule.describe()).info.numActionsTaken > known;
    });
    const { recentActions } = (await schedule.describe()).info;
    const { workflow } = recentActions.at(-1)?.action ?? assert.fail();
    const run = client.workflow.getHandle<CheckDrift>(
      workflow.workflowId,
      workflow.firstExecutionRunId,
    );
    const report = await run.result();
    await until('the Schedule knows the end of the run', async () => {
      return (await schedule.describe()).info.runningActions.length === 0;
    });
    assert.deepEqual(await run.query(driftStatusQuery), report);
    return report;
  }

  it('raises an alert once about what has become worse, and compares with the run before', async () => {
    const activities = createDriftActivities(
      { makeChecks: () => Promise.resolve(results), addresses: ['operators@example.com'] },
      { mailer, mails: createMailRenderer({}) },
    );
    const workers = { connection: environment().nativeConnection, taskQueue, activities };
    await runWorkers({ ...workers, workflowBundle: await workflowBundle() }, async () => {
      results = [check('ok')];
      assert.deepEqual((await nextRun()).changes, []);
      assert.equal(mailer.mails.length, 0);

      results = [check('failure'), { ...check('unknown'), id: 'event-hook-verified' }];
      const [change] = (await nextRun()).changes;
      assert.deepEqual([change?.was, change?.status, change?.isWorse], ['ok', 'failure', true]);
      assert.equal(mailer.mails.length, 1);
      const [mail] = mailer.mails;
      assert.equal(mail?.to, 'operators@example.com');
      assert.match(mail.subject, /1 check worse/);
      assert.match(mail.text, /event-hook-active: ok → failure\n {2}INACTIVE\n {2}> Activate it/);

      assert.deepEqual((await nextRun()).changes, []);
      await areShown('0,0,1,1');
      results = [check('ok')];
      assert.equal((await nextRun()).changes[0]?.isWorse, false);
      assert.equal(mailer.mails.length, 1);
    });
  });

  /** By the worker that is chosen, whichever made them, and no more by it when another one is. */
  async function areShown(expected: string): Promise<void> {
    const shown = new Map<string, number>();
    const meter: Pick<MetricMeter, 'createGauge'> = {
      createGauge: (name) =>
        Object.assign(Object.create(noopMetricMeter.createGauge(name)) as MetricGauge, {
          set: (value: number, tags: MetricTags) =>
            shown.set([name, ...Object.values(tags)].join(' '), value),
        }),
    };
    const counts = () =>
      ['ok', 'warning', 'failure', 'unknown']
        .map((status) => shown.get(`preenroll_checks ${status}`))
        .join();
    let isChosen = true;
    const stopped = new AbortController();
    const watching = watchChecks(client, {
      ...{ meter, everyMs: 20, stopped: stopped.signal, logger: pino({ level: 'silent' }) },
      isChosen: () => isChosen,
    });
    await until('the chosen one shows them', () => counts() === expected);
    isChosen = false;
    await until('it shows nothing', () => counts() === '0,0,0,0');
    stopped.abort();
    await watching;
  }
});
