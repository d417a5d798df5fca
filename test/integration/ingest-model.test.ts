import assert from 'node:assert/strict';
import fc from 'fast-check';
import { taskQueue } from '../../src/contract/task-queues.js';
import type { PreEnrollUser } from '../../src/contract/pre-enroll-user.js';
import type {
  ReconcileSystemLog,
  ReconcileSystemLogInput,
  ReconciliationState,
} from '../../src/contract/reconciliation.js';
import { preEnrollUserWorkflowId } from '../../src/contract/workflow-ids.js';
import type { Gateway } from '../../src/gateway.js';
import { postEvents, startTestGateway } from '../support/hook-deliveries.js';
import { withHires, type Hires } from '../support/hires.js';
import { randomRuns } from '../support/random-runs.js';
import { useDevServer, workflowBundle } from '../support/temporal.js';

/** What a person does after the activation mail, and how the hire has to stand when all is said. */
const fates = {
  'activates with the phone': 'completed',
  'sets a password only': 'awaiting-activation',
  'does nothing': 'awaiting-activation',
  'is deactivated': 'removed',
  'was active before us': 'skipped',
} as const;

type Fate = keyof typeof fates;

/** What becomes of one event on its way to the gateway: how often it is delivered, 0 is lost, and whether a phase late. */
interface Way {
  copies: number;
  isLate: boolean;
}

interface Story {
  fates: Fate[];
  ways: Way[];
  /** Sorts the copies: they arrive in the order of these numbers. */
  order: number[];
  batchSize: number;
}

const story: fc.Arbitrary<Story> = fc.record({
  fates: fc.array(fc.constantFrom(...(Object.keys(fates) as Fate[])), {
    minLength: 1,
    maxLength: 6,
  }),
  ways: fc.array(
    fc.record({
      copies: fc.oneof(
        { weight: 3, arbitrary: fc.constant(1) },
        { weight: 1, arbitrary: fc.constant(0) },
        { weight: 2, arbitrary: fc.constantFrom(2, 3) },
      ),
      isLate: fc.boolean(),
    }),
    { minLength: 30, maxLength: 30 },
  ),
  order: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 90, maxLength: 90 }),
  batchSize: fc.integer({ min: 1, max: 12 }),
});

describe('deliveries that are doubled, reordered, late and lost', function () {
  this.timeout('5m');
  const environment = useDevServer();

  it('lead every hire to where a model says, with the System Log for what is lost', async () => {
    const { client, address } = environment();
    const gateway = await startTestGateway(address, client);
    try {
      const given = { taskQueue, workflowBundle: await workflowBundle() };
      await withHires(environment(), given, async (hires) => {
        await fc.assert(
          fc.asyncProperty(story, (told) => live(told, hires, gateway)),
          // A story takes seconds: the first failure is shown as it is.
          { ...randomRuns('stories of deliveries', 8), endOnFailure: true },
        );
      });
    } finally {
      await gateway.close();
    }
  });
});

async function live(told: Story, hires: Hires, gateway: Gateway): Promise<void> {
  const { okta, mailer, client, waitFor } = hires;
  const begun = new Date().toISOString();
  const mailsBefore = mailer.mails.length;
  const channel = createChannel(told, gateway);
  const runOf = (userId: string) =>
    client.workflow.getHandle<PreEnrollUser>(preEnrollUserWorkflowId(userId));

  const people = told.fates.map((fate) => ({
    fate,
    userId: okta.addUser({ status: fate === 'was active before us' ? 'ACTIVE' : 'STAGED' }),
  }));
  await channel.deliver(people.map(({ userId }) => okta.log.add('user.lifecycle.create', userId)));
  const state = await reconcile(hires, { startAt: begun });

  for (const { fate, userId } of people) {
    if (fate === 'was active before us') await runOf(userId).result();
    else await waitFor(runOf(userId), ({ stage }) => stage === 'awaiting-activation');
  }
  await channel.deliver(people.flatMap(({ fate, userId }) => act(hires, fate, userId)));
  await channel.deliverLate();
  await reconcile(hires, { startAt: begun }, state);

  for (const { fate, userId } of people) {
    const isOver = ['completed', 'removed', 'skipped'].includes(fates[fate]);
    const stands = isOver
      ? (await runOf(userId).result()).outcome
      : (await waitFor(runOf(userId), ({ stage }) => stage === 'awaiting-activation')).stage;
    assert.equal(stands, fates[fate], fate);
    const { A, B } = okta.groups;
    const groups = { completed: [B], 'awaiting-activation': [A], removed: [A], skipped: [] };
    assert.deepEqual([...okta.user(userId).groupIds], groups[fates[fate]], fate);
    assert.equal(okta.user(userId).activationMails, fate === 'was active before us' ? 0 : 1, fate);
    if (!isOver) await runOf(userId).terminate('The story is over');
  }
  const enrolled = people.filter(({ fate }) => fate !== 'was active before us');
  assert.equal(mailer.mails.length - mailsBefore, enrolled.length);
}

/** What the person does; returns what Okta writes down about it. */
function act({ okta }: Hires, fate: Fate, userId: string): Record<string, unknown>[] {
  switch (fate) {
    case 'activates with the phone':
      return [
        ...okta.setPassword(userId),
        okta.verifyPhone(userId),
        okta.log.add('user.session.start', userId),
      ];
    case 'sets a password only':
      return [...okta.setPassword(userId), okta.log.add('user.session.start', userId)];
    case 'is deactivated':
      okta.user(userId).status = 'DEPROVISIONED';
      return [okta.log.add('user.lifecycle.deactivate', userId)];
    case 'does nothing':
    case 'was active before us':
      return [];
  }
}

/** Okta's event hook at its worst, as the story tells it. */
function createChannel({ ways, order, batchSize }: Story, gateway: Gateway) {
  let sent = 0;
  let batches = 0;
  const late: unknown[] = [];

  async function post(events: unknown[]): Promise<void> {
    const shuffled = events
      .map((event, at) => ({ event, at: order[(sent + at) % order.length] ?? 0 }))
      .sort((one, other) => one.at - other.at)
      .map(({ event }) => event);
    while (shuffled.length > 0) {
      batches += 1;
      const { status } = await postEvents(gateway, shuffled.splice(0, batchSize), {
        eventId: `story-${process.pid}-${Date.now()}-${batches}`,
      });
      assert.equal(status, 204);
    }
  }

  return {
    async deliver(events: unknown[]): Promise<void> {
      const now: unknown[] = [];
      for (const event of events) {
        const { copies, isLate } = ways[sent % ways.length] ?? assert.fail();
        sent += 1;
        (isLate ? late : now).push(...new Array<unknown>(copies).fill(event));
      }
      await post(now);
    },
    deliverLate: () => post(late),
  };
}

/** One pass over the System Log, from where the last one ended. */
async function reconcile(
  { client }: Hires,
  { startAt }: { startAt: string },
  state?: ReconciliationState,
): Promise<ReconciliationState> {
  const input: ReconcileSystemLogInput = {
    settings: { startAt, shareOfLimit: 1, signInHints: 'hook' },
    ...(state && { state }),
  };
  return client.workflow.execute<ReconcileSystemLog>('reconcileSystemLog', {
    workflowId: `reconcile-system-log-${startAt}-${state ? 'second' : 'first'}`,
    taskQueue,
    args: [input],
  });
}
