import assert from 'node:assert/strict';
import fc from 'fast-check';
import { preEnrollUserWorkflowId } from '../../src/contract/workflow-ids.js';
import type { OktaEvent } from '../../src/contract/okta-event.js';
import type { PreEnrollUser } from '../../src/contract/pre-enroll-user.js';
import { taskQueue } from '../../src/contract/task-queues.js';
import { dispatchEvents } from '../../src/dispatch/dispatch-events.js';
import { createSignalAllowance } from '../../src/dispatch/signal-allowance.js';
import { sortEvents } from '../../src/dispatch/sort-events.js';
import type { FakeOkta } from '../support/fake-okta.js';
import { withHires, type Hires } from '../support/hires.js';
import { randomRuns } from '../support/random-runs.js';
import { useTimeSkippingServerPerTest, workflowBundle } from '../support/temporal.js';

/** All that Okta tells of one hire, in the order in which it happens. */
const story = ['create', 'activate', 'password', 'session', 'mfa', 'profile'] as const;
type Chapter = (typeof story)[number];

const anyOrder = fc.shuffledSubarray([...story], { minLength: story.length });

describe('the events of a hire', function () {
  this.timeout('5m');
  const environment = useTimeSkippingServerPerTest();

  async function hires(body: (hires: Hires) => Promise<void>): Promise<void> {
    const given = { taskQueue, workflowBundle: await workflowBundle() };
    await withHires(environment(), given, body);
  }

  /** Brings each event through the door on its own, waits until the run has ended, and says how things are then. */
  async function endAfter({ okta, client, skipUntil }: Hires, userId: string, events: OktaEvent[]) {
    const door = { client, allowance: createSignalAllowance() };
    for (const event of events) await dispatchEvents(door, [event]);
    const run = client.workflow.getHandle<PreEnrollUser>(preEnrollUserWorkflowId(userId));
    const { stage } = await skipUntil(run, ({ stage }) => stage === 'completed');
    const { status, groupIds, factors } = okta.user(userId);
    return { stage, status, groupIds: [...groupIds], factors: factors.map(({ status }) => status) };
  }

  /** The person sets a password and verifies the phone; returns what Okta tells of it all, in the given order. */
  function actAndTell(
    okta: FakeOkta,
    userId: string,
    create: Record<string, unknown>,
    order: Chapter[],
  ): OktaEvent[] {
    const [password] = okta.setPassword(userId);
    const logEvents: Record<Chapter, Record<string, unknown> | undefined> = {
      ...{ create, password, mfa: okta.verifyPhone(userId) },
      activate: okta.log.add('user.lifecycle.activate', userId),
      session: okta.log.add('user.session.start', userId),
      profile: okta.log.add('user.account.update_profile', userId),
    };
    return sortEvents(order.map((chapter) => logEvents[chapter])).due;
  }

  const phoneOf = (okta: FakeOkta, userId: string) =>
    String(okta.user(userId).profile['mobilePhone']).replaceAll(' ', '');

  const done = (groupB: string) => ({
    ...{ stage: 'completed', status: 'ACTIVE', groupIds: [groupB], factors: ['ACTIVE'] },
  });

  it('6: lead to the same end in any order when they come after all has happened, the creation last or not', async () => {
    await hires(async (all) => {
      const { okta } = all;
      await fc.assert(
        fc.asyncProperty(anyOrder, async (order) => {
          // Prepared by a run that Temporal has forgotten since: only Okta's log tells that the person is ours.
          const userId = okta.addUser();
          await okta.addUserToGroup(okta.groups.A, userId);
          const create = okta.log.add('user.lifecycle.create', userId);
          await okta.enrollSmsFactor(userId, phoneOf(okta, userId));
          await okta.activateUser(userId);
          const events = actAndTell(okta, userId, create, order);
          assert.deepEqual(await endAfter(all, userId, events), done(okta.groups.B));
        }),
        { ...randomRuns('orders after the end', 20), endOnFailure: true },
      );
    });
  });

  it('6: lead to the same end in any order when another source has started the run', async () => {
    await hires(async (all) => {
      const { okta, start, waitFor } = all;
      await fc.assert(
        fc.asyncProperty(anyOrder, async (order) => {
          const userId = okta.addUser();
          const create = okta.log.add('user.lifecycle.create', userId);
          await waitFor(await start(userId), ({ stage }) => stage === 'awaiting-activation');
          const events = actAndTell(okta, userId, create, order);
          assert.deepEqual(await endAfter(all, userId, events), done(okta.groups.B));
          assert.equal(okta.user(userId).activationMails, 1);
        }),
        { ...randomRuns('orders while the run waits', 30), endOnFailure: true },
      );
    });
  });
});
