import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import type { SearchAttributePair } from '@temporalio/common';
import { createErrorClassifier } from '../../src/activities/classify-error.js';
import { createGroupASweepActivities } from '../../src/activities/group-a-sweep.js';
import {
  sweepStatusQuery,
  type GroupASweep,
  type Sitter,
  type SweepGroupA,
} from '../../src/contract/group-a-sweep.js';
import { enrollmentStage, oktaUserId } from '../../src/contract/search-attributes.js';
import { preEnrollUserWorkflowId } from '../../src/contract/workflow-ids.js';
import type { GroupMember, OktaClient } from '../../src/okta/okta-client.js';
import { endRuns, makeRun, newUserId, type RunState } from '../support/hand-made-runs.js';
import { oktaError } from '../support/okta-error.js';
import { runWorkers } from '../support/run-workers.js';
import { useDevServer, useTimeSkippingServerPerTest, workflowBundle } from '../support/temporal.js';

const taskQueue = 'sweep-test';
const day = 24 * 60 * 60_000;

describe('sweepGroupA', function () {
  this.timeout('120s');
  const environment = useDevServer();
  let client: Client;
  /** The members of each group, in Okta's order. */
  let groups: Record<string, GroupMember[]>;
  let pages: { groupId: string; after: string | undefined }[];
  let failures: Error[];

  beforeEach(() => {
    ({ client } = environment());
    groups = {};
    pages = [];
    failures = [];
  });
  afterEach(() =>
    endRuns(
      client,
      Object.values(groups).flatMap((members) => members.map(({ id }) => id)),
    ),
  );

  function createOkta(pageSize: number): Pick<OktaClient, 'listGroupMembers'> {
    const listGroupMembers: OktaClient['listGroupMembers'] = (groupId, after) => {
      pages.push({ groupId, after });
      const failure = failures.shift();
      if (failure) return Promise.reject(failure);
      const from = Number(after ?? 0);
      const all = groups[groupId] ?? [];
      const to = from + pageSize;
      return Promise.resolve({
        members: all.slice(from, to),
        ...(to < all.length && { next: String(to) }),
      });
    };
    return { listGroupMembers };
  }

  interface Sweep {
    /** `[name, id of Group A]`, of those who are swept. */
    populations?: [name: string, groupA: string][];
    pageSize?: number;
    /** From when on somebody sits too long; 10 unless given. */
    sittingDays?: number;
    /** Where; the development server unless given. */
    on?: typeof environment;
    /** How many days later it is. */
    daysLater?: number;
  }

  async function withSweeper<T>(
    {
      populations = [['everybody', 'A']],
      pageSize = 200,
      sittingDays = 10,
      daysLater = 0,
      on = environment,
    }: Sweep,
    body: (start: () => ReturnType<typeof startSweep>) => Promise<T>,
  ): Promise<T> {
    const settings = {
      populations: populations.map(([name, A]) => ({ name, groups: { A }, sittingDays })),
    };
    const now = () => Date.now() + daysLater * day;
    const workers: Parameters<typeof runWorkers>[0] = {
      connection: on().nativeConnection,
      ...{ taskQueue, workflowBundle: await workflowBundle() },
      activities: createGroupASweepActivities(createOkta(pageSize), settings, { now }),
      interceptors: {
        activity: [({ info }) => ({ inbound: createErrorClassifier(info.attempt) })],
      },
    };
    return runWorkers(workers, () => body(startSweep));
  }

  const startSweep = () =>
    client.workflow.start<SweepGroupA>('sweepGroupA', {
      ...{ workflowId: `sweep-group-a-${randomUUID()}`, taskQueue, args: [{}] },
    });

  const sweep = (given: Sweep = {}): Promise<GroupASweep> =>
    withSweeper(given, async (start) => (await start()).result());

  function member(
    id = newUserId(),
    { status = 'STAGED', daysAgo = 0 }: { status?: string; daysAgo?: number } = {},
  ): GroupMember {
    return { id, status, created: new Date(Date.now() - daysAgo * day).toISOString() };
  }

  async function memberWithRun(state: RunState, attributes?: SearchAttributePair[]) {
    return member((await makeRun(client, state, attributes)).userId);
  }

  const runOf = (userId: string) =>
    client.workflow.getHandle(preEnrollUserWorkflowId(userId)).describe();

  it('starts a member who has no run, as an event does, but without one', async () => {
    const lost = member();
    groups = { A: [lost] };
    const { at, ...report } = await sweep();

    assert.deepEqual(report, { members: 1, started: 1, sitting: 0, sitters: [] });
    assert(Date.now() - new Date(at).getTime() < 60_000);
    const run = await runOf(lost.id);
    assert.equal(run.type, 'preEnrollUser');
    assert.equal(run.taskQueue, 'preenroll');
    assert.equal(run.typedSearchAttributes.get(oktaUserId), lost.id);
    assert.equal(run.typedSearchAttributes.get(enrollmentStage), 'preparing');
    const { events } = await client.workflow
      .getHandle(preEnrollUserWorkflowId(lost.id))
      .fetchHistory();
    const [payload] = events?.[0]?.workflowExecutionStartedEventAttributes?.input?.payloads ?? [];
    assert.deepEqual(JSON.parse(Buffer.from(payload?.data ?? []).toString()), { userId: lost.id });
  });

  it('starts nobody a second time', async () => {
    groups = { A: [member(), await memberWithRun('running')] };
    assert.equal((await sweep()).started, 1);
    assert.equal((await sweep()).started, 0);
  });

  for (const state of ['failed', 'terminated', 'timed out'] as const) {
    it(`starts a member again whose run has ${state}`, async () => {
      const lost = await memberWithRun(state);
      const before = await runOf(lost.id);
      groups = { A: [lost] };
      const { started, sitters } = await sweep({ daysLater: 11 });

      assert.equal(started, 1);
      const since = before.startTime.toISOString();
      const sitter: Sitter = { userId: lost.id, population: 'everybody', since, run: 'ended' };
      assert.deepEqual(sitters, [sitter]);
      const { runId, status } = await runOf(lost.id);
      assert.notEqual(runId, before.runId);
      assert.equal(status.name, 'RUNNING');
    });
  }

  for (const state of ['completed', 'cancelled'] as const) {
    it(`does not start a member again whose run was ${state}, and lists who sits too long`, async () => {
      const done = await memberWithRun(state);
      const { runId } = await runOf(done.id);
      groups = { A: [done] };
      const soon = await sweep({ daysLater: 9 });
      assert.deepEqual([soon.started, soon.sitting], [0, 0]);

      const late = await sweep({ daysLater: 11 });
      assert.deepEqual([late.started, late.sitting], [0, 1]);
      assert.equal(late.sitters[0]?.run, 'ended');
      assert.equal((await runOf(done.id)).runId, runId);
    });
  }

  it('lists who runs too long, with the stage, from the beginning of the first run', async () => {
    const waiting = await memberWithRun('running', [
      { key: enrollmentStage, value: 'awaiting-activation' },
    ]);
    const { startTime } = await runOf(waiting.id);
    const { userId, handle } = await makeRun(client, 'continued as new');
    const { firstRunId } = (await handle.describe()).raw.workflowExecutionInfo ?? {};
    const first = await client.workflow.getHandle(handle.workflowId, firstRunId ?? '').describe();
    assert.notEqual(first.runId, (await handle.describe()).runId);
    groups = { A: [waiting, member(userId)] };

    assert.equal((await sweep({ daysLater: 9 })).sitting, 0);
    const { started, sitting, sitters } = await sweep({ daysLater: 11 });
    assert.deepEqual([started, sitting], [0, 2]);
    const population = 'everybody';
    const expected: Sitter[] = [
      {
        ...{ userId: waiting.id, population, run: 'awaiting-activation' },
        since: startTime.toISOString(),
      },
      { ...{ userId, population, run: 'preparing' }, since: first.startTime.toISOString() },
    ];
    assert.deepEqual(sitters, expected);
  });

  it('lists who had no run although the user is old', async () => {
    const old = member(undefined, { daysAgo: 11 });
    groups = { A: [old, member(undefined, { daysAgo: 9 })] };
    const { started, sitters } = await sweep();

    assert.equal(started, 2);
    assert.deepEqual(sitters, [
      { userId: old.id, population: 'everybody', since: old.created, run: 'none' },
    ]);
  });

  it('only counts members who are deactivated', async () => {
    const gone = member(undefined, { status: 'DEPROVISIONED', daysAgo: 100 });
    groups = { A: [gone] };
    const { members, started, sitting } = await sweep();

    assert.deepEqual([members, started, sitting], [1, 0, 0]);
    await assert.rejects(runOf(gone.id));
  });

  it('goes through all pages of all populations, and through each Group A once', async () => {
    groups = {
      A1: Array.from({ length: 5 }, () => member(undefined, { daysAgo: 20 })),
      A2: [member(undefined, { daysAgo: 20 })],
    };
    const { members, started, sitters } = await sweep({
      populations: [
        ['first', 'A1'],
        ['the same', 'A1'],
        ['none yet', 'A0'],
        ['second', 'A2'],
      ],
      pageSize: 2,
    });

    assert.deepEqual([members, started], [6, 6]);
    assert.deepEqual(pages, [
      { groupId: 'A1', after: undefined },
      { groupId: 'A1', after: '2' },
      { groupId: 'A1', after: '4' },
      { groupId: 'A0', after: undefined },
      { groupId: 'A2', after: undefined },
    ]);
    assert.deepEqual(
      sitters.map(({ population }) => population),
      ['first', 'first', 'first', 'first', 'first', 'second'],
    );
  });

  it('continues as new where there are many pages, and keeps the first 1,000 of the list', async () => {
    const wanted = 1_010;
    const done = await memberWithRun('completed');
    groups = { A: Array.from({ length: wanted }, () => done) };
    await withSweeper({ pageSize: 20, daysLater: 11 }, async (start) => {
      const run = await start();
      const { members, sitting, sitters } = await run.result();

      assert.deepEqual([members, sitting, sitters.length], [wanted, wanted, 1_000]);
      assert.equal(pages.length, 51);
      const last = client.workflow.getHandle(run.workflowId);
      assert.notEqual((await last.describe()).runId, run.firstExecutionRunId);
      assert.equal((await last.query(sweepStatusQuery)).sitting, wanted);
    });
  });

  describe('where only a person can help', () => {
    const skipping = useTimeSkippingServerPerTest();
    beforeEach(() => {
      ({ client } = skipping());
    });

    it('says what is wrong, does not fail, and goes on by itself', async () => {
      failures = [oktaError('403 E0000006')];
      groups = { A: [member(undefined, { status: 'DEPROVISIONED' })] };
      await withSweeper({ on: skipping }, async (start) => {
        const run = await start();
        const details = async () =>
          (await run.query<{ currentDetails?: string }>('__temporal_workflow_metadata'))
            .currentDetails ?? '';
        const deadline = Date.now() + 20_000;
        while (!(await details()).includes('okta-permission-missing')) {
          if (Date.now() > deadline) assert.fail('It does not say what is wrong');
          await sleep(20);
        }
        assert.equal((await run.query(sweepStatusQuery)).members, 0);

        assert.equal((await run.result()).members, 1);
        assert.equal(pages.length, 2);
        assert.equal(await details(), '');
      });
    });
  });
});
