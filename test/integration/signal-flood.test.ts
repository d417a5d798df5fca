import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { defaultPayloadConverter, type Client, type Payload } from '@temporalio/client';
import pMap from 'p-map';
import { noOutcomes } from '../../src/contract/dispatch-delivery.js';
import type { OktaEvent } from '../../src/contract/okta-event.js';
import {
  activatedSignal,
  statusQuery,
  type ActivatedSignal,
  type PreEnrollUserInput,
} from '../../src/contract/pre-enroll-user.js';
import { taskQueue } from '../../src/contract/task-queues.js';
import { preEnrollUserWorkflowId } from '../../src/contract/workflow-ids.js';
import { dispatchEvents } from '../../src/dispatch/dispatch-events.js';
import type { Door } from '../../src/dispatch/door.js';
import { createSignalAllowance } from '../../src/dispatch/signal-allowance.js';
import { sortEvents } from '../../src/dispatch/sort-events.js';
import { withHires, type HireHandle, type Hires } from '../support/hires.js';
import { useLimitedDevServer, workflowBundle } from '../support/temporal.js';

// Above the number from which on a run continues as new, and low enough to be reached.
const signalLimit = 2_000;

/** Another event for each number, none of which says that the phone was verified. */
function hint(userId: string, number: number): OktaEvent {
  const types = ['user.session.start', 'user.account.update_password', 'user.lifecycle.activate'];
  return {
    uuid: `hint-${number}`,
    eventType: types[number % types.length] ?? '',
    published: new Date(Date.now() + number).toISOString(),
    ...{ userId, outcome: 'SUCCESS' },
  };
}

function hints(userId: string, count: number): OktaEvent[] {
  return Array.from({ length: count }, (_, number) => hint(userId, number));
}

/** Brings lists of events through the door, several at a time, and counts what became of them. */
async function dispatchLists(door: Door, lists: OktaEvent[][]) {
  const counts = noOutcomes();
  await pMap(
    lists,
    async (list) => {
      for (const { outcome } of await dispatchEvents(door, list)) counts[outcome] += 1;
    },
    { concurrency: 16 },
  );
  return counts;
}

type HistoryEvents = NonNullable<Awaited<ReturnType<HireHandle['fetchHistory']>>['events']>;

interface RunOfChain {
  input: PreEnrollUserInput;
  /** The ids of the events that it was told, in their order. */
  eventIds: string[];
}

function argument(input: { payloads?: Payload[] | null } | null | undefined): unknown {
  const [payload] = input?.payloads ?? [];
  return defaultPayloadConverter.fromPayload(payload ?? {});
}

/** All runs of the chain, read from their histories. */
async function runsOf(client: Client, workflowId: string, firstRunId: string) {
  const runs: RunOfChain[] = [];
  let runId: string | null | undefined = firstRunId;
  while (runId) {
    const run: HireHandle = client.workflow.getHandle(workflowId, runId);
    const events: HistoryEvents = (await run.fetchHistory()).events ?? [];
    runs.push({
      input: argument(
        events[0]?.workflowExecutionStartedEventAttributes?.input,
      ) as PreEnrollUserInput,
      eventIds: events.flatMap(({ workflowExecutionSignaledEventAttributes: signal }) =>
        signal ? ((argument(signal.input) as ActivatedSignal).eventId ?? []) : [],
      ),
    });
    runId = events.at(-1)?.workflowExecutionContinuedAsNewEventAttributes?.newExecutionRunId;
  }
  return runs;
}

describe('a flood of events about one user', function () {
  this.timeout('5m');
  const environment = useLimitedDevServer({ 'history.maximumSignalsPerExecution': signalLimit });

  async function hires(body: (hires: Hires) => Promise<void>): Promise<void> {
    const given = { taskQueue, workflowBundle: await workflowBundle() };
    await withHires(environment(), given, body);
  }

  function door(perHour?: number): Door {
    const { client } = environment();
    return { client, allowance: createSignalAllowance({ ...(perHour && { perHour }) }) };
  }

  /** An operator's word, among the events. */
  function vouch(run: HireHandle, number: number): Promise<void> {
    const operator = `operator ${number}`;
    return run.signal(activatedSignal, {
      ...{ source: 'operator', eventId: operator, operator, force: true },
    });
  }

  it('28: of 12,000 hardly reaches the run, which completes', async () => {
    await hires(async ({ client, okta, start, waitFor }) => {
      const userId = okta.addUser();
      const run = await start(userId);
      await waitFor(run, ({ stage }) => stage === 'awaiting-activation');
      okta.setPassword(userId);
      const { due } = sortEvents([okta.verifyPhone(userId)]);
      const flood = hints(userId, 12_000);
      flood.splice(7_000, 0, ...due);
      const lists = Array.from({ length: 1_201 }, (_, at) => flood.slice(at * 10, at * 10 + 10));

      const { noise, ...others } = await dispatchLists(door(), lists);

      assert.equal((await run.result()).outcome, 'completed');
      const [{ eventIds } = { eventIds: [] }] = await runsOf(
        client,
        run.workflowId,
        (await run.describe()).runId,
      );
      assert(eventIds.length <= 61, `${eventIds.length} signals`);
      assert.equal(noise + others.signaled + others['no-run'], 12_001);
    });
  });

  it('28: without an allowance takes the run past the limit, as new in time, with no news lost', async () => {
    await hires(async ({ client, okta, mailer, start, waitFor }) => {
      const userId = okta.addUser({ profile: {} });
      const run = await start(userId);
      const { runId } = await run.describe();
      await waitFor(run, ({ stage }) => stage === 'needs-attention');

      const flood = hints(userId, 2_600).map((event) => [event]);
      for (let sent = 0; sent < flood.length; sent += 200) {
        const [counts] = await Promise.all([
          dispatchLists(door(Infinity), flood.slice(sent, sent + 200)),
          vouch(run, sent),
        ]);
        assert.deepEqual(counts, { ...noOutcomes(), signaled: 200 });
        // A query is answered after the signals before it: a run that is never left in peace cannot continue as new.
        await run.query(statusQuery);
      }

      const told = await runsOf(client, run.workflowId, runId);
      assert(told.length >= 3, `${told.length} runs`);
      const all = told.flatMap(({ eventIds }) => eventIds);
      assert.equal(new Set(all).size, 2_613);
      let toldBefore: string[] = [];
      for (const { input, eventIds } of told) {
        const known = input.carried?.inbox.eventIds ?? [];
        assert.deepEqual(known, toldBefore.slice(-100));
        toldBefore = [...toldBefore, ...eventIds];
      }

      okta.user(userId).profile = { mobilePhone: '+1 201 555 0123', email: 'ann@example.com' };
      await run.signal('profileChanged');
      const result = await run.result();
      assert(result.outcome === 'completed');
      assert.equal(result.evidence.operator, 'operator 2400');
      assert.equal(mailer.mails.length, 1);
      assert.equal(okta.user(userId).activationMails, 1);
    });
  });

  it('28: is noise where it has filled up a run that cannot continue', async () => {
    const userId = '00unob0dyw0rksh1re00';
    // No worker: the run stands still.
    const created = { ...hint(userId, 0), uuid: randomUUID(), eventType: 'user.lifecycle.create' };
    await dispatchEvents(door(), [created]);
    const flood = hints(userId, signalLimit + 5).map((event) => [event]);

    const counts = await dispatchLists(door(Infinity), flood);

    assert.deepEqual(counts, { ...noOutcomes(), signaled: signalLimit, noise: 5 });
    await environment().client.workflow.getHandle(preEnrollUserWorkflowId(userId)).terminate();
  });
});
