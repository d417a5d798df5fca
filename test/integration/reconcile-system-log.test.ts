import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client, WorkflowClientInterceptor } from '@temporalio/client';
import {
  reconciliationScheduleId,
  reconciliationStatusQuery,
  type ReconciliationState,
} from '../../src/contract/reconciliation.js';
import { taskQueue } from '../../src/contract/task-queues.js';
import { preEnrollUserWorkflowId } from '../../src/contract/workflow-ids.js';
import { createLogger } from '../../src/process/logger.js';
import type { OktaClient } from '../../src/okta/okta-client.js';
import { LogCursorRefusedError, OktaUnreachableError } from '../../src/okta/okta-errors.js';
import { ensureReconciliationSchedule } from '../../src/schedules/reconciliation-schedule.js';
import { addActiveUsers, deliver } from '../support/deliveries.js';
import type { FakeOkta } from '../support/fake-okta.js';
import { withHires, type Hires } from '../support/hires.js';
import { oktaError } from '../support/okta-error.js';
import { runPass, startPass, totalOf } from '../support/passes.js';
import { eventCards } from '../support/reconciliation-paths.js';
import { useDevServer, workflowBundle } from '../support/temporal.js';

const minute = 60_000;
const day = 24 * 60 * minute;
const ago = (ms: number) => new Date(Date.now() - ms);

const runOf = (client: Client, userId: string) =>
  client.workflow.getHandle(preEnrollUserWorkflowId(userId));

/** How often the run has looked at Okta since it began to wait. */
async function looksOf(client: Client, userId: string): Promise<number> {
  const { events } = await runOf(client, userId).fetchHistory();
  return (events ?? []).filter(
    ({ activityTaskScheduledEventAttributes: scheduled }) =>
      scheduled?.activityType?.name === 'checkActivation',
  ).length;
}

function pollsOf({ calls }: FakeOkta) {
  return calls.flatMap(({ method, args }) =>
    method === 'pollLog' ? (args as Parameters<OktaClient['pollLog']>) : [],
  );
}

describe('reconcileSystemLog', function () {
  this.timeout('120s');
  const environment = useDevServer();

  async function passes(
    body: (hires: Hires) => Promise<void>,
    options: Pick<Parameters<typeof withHires>[1], 'clientInterceptors' | 'eventCards'> = {},
  ): Promise<void> {
    const okta = { clock: () => new Date() };
    const given = { taskQueue, workflowBundle: await workflowBundle(), okta, ...options };
    await withHires(environment(), given, body);
  }

  /** The state after a first pass over an empty log. */
  const begin = (client: Client, startAt = ago(1_000)) =>
    runPass(client, { settings: { startAt: startAt.toISOString() } });

  describe('when hooks are lost', () => {
    it('starts the run of a hire, and tells it of the activation, within an interval each', async () => {
      await passes(async ({ client, okta, waitFor }) => {
        const intervalSeconds = 5;
        await ensureReconciliationSchedule(
          client,
          {
            reconciliation: { intervalSeconds, shareOfLimit: 0.5 },
            events: { signInHints: 'hook' },
          },
          createLogger('silent'),
        );
        const schedule = client.schedule.getHandle(reconciliationScheduleId);
        try {
          const passesSoFar = async () => (await schedule.describe()).info.numActionsTaken;
          while ((await passesSoFar()) === 0) await sleep(100);

          const userId = okta.addUser();
          const created = Date.now();
          okta.log.add('user.lifecycle.create', userId);
          let started: Date | undefined;
          while (started === undefined) {
            started = await runOf(client, userId)
              .describe()
              .then(
                ({ startTime }) => startTime,
                () => undefined,
              );
            if (Date.now() - created > 20_000) assert.fail('The hire has no run after 20 seconds');
            await sleep(100);
          }
          // The pass itself takes a moment.
          assert(started.getTime() - created < intervalSeconds * 1000 + 2_000);

          await waitFor(runOf(client, userId), ({ stage }) => stage === 'awaiting-activation');
          okta.setPassword(userId);
          okta.verifyPhone(userId);
          const { evidence } = await waitFor(
            runOf(client, userId),
            ({ stage }) => stage === 'completed',
          );
          assert.equal(evidence?.wokenBy, 'user.authentication.auth_via_mfa');

          const { recentActions } = (await schedule.describe()).info;
          const last = recentActions.at(-1)?.action.workflow.workflowId ?? assert.fail();
          const state = await client.workflow.getHandle(last).query(reconciliationStatusQuery);
          const { created: hires, haveRun, fromTheLog } = totalOf(state);
          assert.deepEqual([hires, haveRun, fromTheLog], [1, 1, 1]);
        } finally {
          await schedule.delete();
        }
      });
    });

    it('29: begins no second run, and says a hint once, where the hook has brought all of it too', async () => {
      await passes(async ({ client, okta, waitFor }) => {
        const state = await begin(client);
        const userId = okta.addUser();
        await deliver(client, 'd-1', [okta.log.add('user.lifecycle.create', userId)]);
        await waitFor(runOf(client, userId), ({ stage }) => stage === 'awaiting-activation');
        await deliver(client, 'd-2', [okta.verifyPhone(userId)]);
        await waitFor(runOf(client, userId), ({ waitingFor }) =>
          waitingFor.includes('PROVISIONED'),
        );
        const before = await runOf(client, userId).describe();
        const looks = await looksOf(client, userId);

        const after = await runPass(client, { state });

        assert.equal((await runOf(client, userId).describe()).runId, before.runId);
        await waitFor(runOf(client, userId), ({ stage }) => stage === 'awaiting-activation');
        assert.equal(await looksOf(client, userId), looks);
        const { created, haveRun, fromTheLog } = totalOf(after);
        assert.deepEqual([created, haveRun, fromTheLog], [1, 1, 0]);
        await runOf(client, userId).terminate();
      });
    });
  });

  describe('at the first start', () => {
    it('takes those who were created while it started, and leaves alone who was there before', async () => {
      await passes(async ({ client, okta }) => {
        const [old = '', recent = ''] = addActiveUsers(okta, 2);
        okta.log.add('user.lifecycle.create', old, { written: ago(11 * 60_000) });
        okta.log.add('user.lifecycle.create', recent, { written: ago(9 * 60_000) });

        const state = await runPass(client);

        assert.equal(totalOf(state).created, 1);
        await runOf(client, recent).result();
        await assert.rejects(runOf(client, old).describe(), { name: 'WorkflowNotFoundError' });
      });
    });

    it('begins at the time that is configured', async () => {
      await passes(async ({ client, okta }) => {
        const [userId = ''] = addActiveUsers(okta, 1);
        okta.log.add('user.lifecycle.create', userId);

        const state = await runPass(client, { settings: { startAt: ago(day).toISOString() } });

        assert.equal(totalOf(state).fromTheLog, 1);
        await runOf(client, userId).result();
      });
    });
  });

  describe('when something breaks', () => {
    it('30: misses nobody and counts nobody twice, though Temporal fails in the middle of a page', async () => {
      let starts = 0;
      const loseTheThird: WorkflowClientInterceptor = {
        async startWithDetails(input, next) {
          starts += 1;
          if (starts === 3) throw new Error('The answer is lost');
          return next(input);
        },
      };
      await passes(
        async ({ client, okta }) => {
          const state = await begin(client);
          const users = addActiveUsers(okta, 10);
          for (const userId of users) okta.log.add('user.lifecycle.create', userId);

          const after = await runPass(client, { state });

          await Promise.all(users.map((userId) => runOf(client, userId).result()));
          const { created, haveRun } = totalOf(after);
          assert.deepEqual([created, haveRun], [10, 10]);
          assert.equal(starts, 20);
          assert.equal(okta.count('pollLog'), 4, 'the page was not read again from where it began');
        },
        { clientInterceptors: { workflow: [loseTheThird] } },
      );
    });

    it('31: backs off, keeps its cursor, and goes on after an empty page', async () => {
      await passes(async ({ client, okta }) => {
        const state = await begin(client);
        const [userId = ''] = addActiveUsers(okta, 1);
        okta.log.add('user.lifecycle.create', userId);
        const { next } = state.cursor ?? assert.fail();
        const rateLimit = { limit: 60, remaining: 0, secondsToReset: 0 };
        okta.failNext('pollLog', oktaError('429 E0000047', { rateLimit }));
        okta.failNext('pollLog', oktaError('500 E0000009'));
        okta.failNext('pollLog', new OktaUnreachableError('GET /api/v1/logs', 'TimeoutError'));
        okta.answerNext('pollLog', { events: [], next, rateLimit: undefined });

        const empty = await runPass(client, { state });
        assert.equal(totalOf(empty).created, 0);
        const after = await runPass(client, { state: empty });

        assert.equal(totalOf(after).fromTheLog, 1);
        assert.deepEqual(pollsOf(okta).slice(1, 6), new Array(5).fill({ next }));
      });
    });

    it('reads ten minutes again when Okta refuses the cursor, and counts them once', async () => {
      await passes(async ({ client, okta }) => {
        const users = addActiveUsers(okta, 3);
        const [first = '', second = '', late = ''] = users;
        okta.log.add('user.lifecycle.create', first);
        okta.log.add('user.lifecycle.create', second);
        okta.log.addHookEvent('event_hook.delivery', 'who00000000000000001');
        const state = await begin(client, ago(minute));
        okta.log.add('user.lifecycle.create', late);
        okta.failNext('pollLog', new LogCursorRefusedError());

        const after = await runPass(client, { state });

        const [since] = pollsOf(okta)
          .flatMap((from) => ('since' in from ? from.since : []))
          .slice(1);
        const tenMinutesBefore = new Date(Date.parse(state.readUntil) - 10 * minute);
        assert.deepEqual(since, tenMinutesBefore);
        const { created, haveRun, fromTheLog } = totalOf(after);
        assert.deepEqual([created, haveRun, fromTheLog], [3, 3, 3]);
        assert.equal(after.eventHookAlerts[0]?.count, 1);
      });
    });

    it('begins anew when the cursor is for other types of events than today’s', async () => {
      await passes(async ({ client, okta }) => {
        const state = await begin(client);
        const [userId = ''] = addActiveUsers(okta, 1);
        okta.log.add('user.lifecycle.create', userId);
        const cursor = { next: state.cursor?.next ?? '', filter: 'eventType eq "user.old"' };

        const after = await runPass(client, { state: { ...state, cursor } });

        assert.equal(totalOf(after).fromTheLog, 1);
        assert.equal(after.cursor?.filter, state.cursor?.filter);
      });
    });

    it('says what a person must repair, keeps what it has, and goes on when it is repaired', async () => {
      await passes(async ({ client, okta }) => {
        const state = await begin(client);
        const [userId = ''] = addActiveUsers(okta, 1);
        okta.log.add('user.lifecycle.create', userId);
        okta.failNext('pollLog', oktaError('403 E0000006'));

        const hindered = await runPass(client, { state });
        assert.equal(hindered.problem?.reason, 'okta-permission-missing');
        assert.match(hindered.problem.action, /okta\.logs\.read/);
        assert.deepEqual(hindered.cursor, state.cursor);

        const after = await runPass(client, { state: hindered });
        assert.equal(after.problem, undefined);
        assert.equal(totalOf(after).fromTheLog, 1);
      });
    });
  });

  describe('with event cards', () => {
    it('starts those that no hook has started', async () => {
      await passes(
        async ({ client, okta }) => {
          const userId = okta.addUser({
            status: 'ACTIVE',
            groupIds: new Set(['00g0000000000000card']),
          });
          const { uuid } = okta.log.add('user.authentication.auth_via_mfa', userId, {
            method: 'SMS',
          });

          await begin(client);

          const card = client.workflow.getHandle(`user-mfa:greet:${String(uuid)}`);
          assert.equal((await card.describe()).taskQueue, 'theirs');
          await card.terminate('Nobody is there to take it');
        },
        { eventCards },
      );
    });

    it('holds up no hire when the cards need a person, and reads on', async () => {
      await passes(
        async ({ client, okta }) => {
          const [userId = '', next = ''] = addActiveUsers(okta, 2);
          okta.log.add('user.authentication.auth_via_mfa', userId, { method: 'SMS' });
          okta.failNext('listUserGroupIds', oktaError('403 E0000006'));
          const state = await begin(client);
          assert.equal(okta.count('listUserGroupIds'), 1);
          okta.log.add('user.lifecycle.create', next);

          const after = await runPass(client, { state });

          assert.equal(totalOf(after).fromTheLog, 1);
          assert.equal(after.problem, undefined);
        },
        { eventCards },
      );
    });
  });

  it('catches up with days of outage in order, in as many runs as it takes', async () => {
    await passes(async ({ client, okta }) => {
      const state: ReconciliationState = {
        ...(await begin(client)),
        readUntil: ago(3 * day).toISOString(),
      };
      delete state.cursor;
      const hires = addActiveUsers(okta, 100);
      for (let n = 0; n < 20_100; n += 1) {
        const published = ago(3 * day - n * 10_000);
        const userId = n % 201 === 0 ? hires[n / 201] : undefined;
        if (userId) okta.log.add('user.lifecycle.create', userId, { published });
        else okta.log.add('user.session.start', 'x', { published, outcome: 'FAILURE' });
      }

      const run = await startPass(client, { state });
      const after = await run.result();

      const starts = await Promise.all(hires.map((userId) => runOf(client, userId).describe()));
      const times = starts.map(({ startTime }) => startTime.getTime());
      assert.deepEqual(
        times,
        times.toSorted((one, other) => one - other),
      );
      assert.equal(pollsOf(okta).length, 1 + 101 + 1);
      assert(after.ledger.length <= 25, `${after.ledger.length} hours`);
      assert(after.readUntil > ago(minute).toISOString());
      const { runId } = await client.workflow.getHandle(run.workflowId).describe();
      assert.notEqual(runId, run.firstExecutionRunId, 'it was one run');
      assert(JSON.stringify(after).length < 10_000, `${JSON.stringify(after).length} bytes`);
    });
  });
});
