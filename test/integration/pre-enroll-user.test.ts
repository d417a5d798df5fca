import assert from 'node:assert/strict';
import { WorkflowFailedError } from '@temporalio/client';
import { CancelledFailure } from '@temporalio/common';
import {
  activatedSignal,
  profileChangedSignal,
  statusQuery,
  userRemovedSignal,
  type ActivatedSignal,
} from '../../src/contract/pre-enroll-user.js';
import {
  attentionReason,
  enrollmentStage,
  oktaUserId,
} from '../../src/contract/search-attributes.js';
import { MailError } from '../../src/mail/mailer.js';
import { hint } from '../support/hint.js';
import { withHires, type HireHandle, type Hires } from '../support/hires.js';
import { oktaError, smsNotAllowed } from '../support/okta-error.js';
import { useTimeSkippingServerPerTest, workflowBundle } from '../support/temporal.js';

async function countActivities(run: HireHandle): Promise<number> {
  const { events = [] } = await run.fetchHistory();
  return (events ?? []).filter((event) => event.activityTaskScheduledEventAttributes).length;
}

describe('preEnrollUser', function () {
  this.timeout('60s');
  const environment = useTimeSkippingServerPerTest();

  type Options = Omit<Parameters<typeof withHires>[1], 'taskQueue' | 'workflowBundle'>;

  /** Each test has a task queue of its own, named after it. */
  async function hires(
    test: Mocha.Context,
    body: (hires: Hires) => Promise<void>,
    options: Options = {},
  ): Promise<void> {
    const taskQueue = test.test?.title ?? '';
    await withHires(
      environment(),
      { taskQueue, workflowBundle: await workflowBundle(), ...options },
      body,
    );
  }

  it('takes a hire from Group A to Group B, with the factor first and the mails in between', async function () {
    await hires(this, async ({ okta, mailer, start, waitFor }) => {
      const userId = okta.addUser();
      const run = await start(userId);
      await waitFor(run, ({ stage }) => stage === 'awaiting-activation');
      const [password] = okta.setPassword(userId);
      const verification = okta.verifyPhone(userId);
      await run.signal(activatedSignal, hint(password));
      await run.signal(activatedSignal, hint(verification));

      const result = await run.result();

      assert.equal(result.outcome, 'completed');
      assert.deepEqual([...okta.user(userId).groupIds], [okta.groups.B]);
      assert.equal(okta.user(userId).factors[0]?.status, 'ACTIVE');
      assert.equal(okta.user(userId).activationMails, 1);
      assert.deepEqual(
        mailer.mails.map(({ subject }) => subject),
        ['MFA enrolled for Okta'],
      );
      const changes = ['addUserToGroup', 'enrollSmsFactor', 'activateUser', 'removeUserFromGroup'];
      assert.deepEqual(
        okta.calls.map(({ method }) => method).filter((method) => changes.includes(method)),
        [
          'addUserToGroup',
          'enrollSmsFactor',
          'activateUser',
          'addUserToGroup',
          'removeUserFromGroup',
        ],
      );
    });
  });

  it('records which evidence completed the hire', async function () {
    await hires(this, async ({ okta, start, waitFor }) => {
      const userId = okta.addUser();
      const run = await start(userId);
      await waitFor(run, ({ stage }) => stage === 'awaiting-activation');
      okta.setPassword(userId);
      const verification = hint(okta.verifyPhone(userId));
      await run.signal(activatedSignal, verification);

      const result = await run.result();

      assert(result.outcome === 'completed');
      const { rule, wokenBy, userStatus, phoneVerification } = result.evidence;
      assert.deepEqual(
        { rule, wokenBy, userStatus, phoneVerification },
        {
          rule: 'mfa-verified',
          wokenBy: 'user.authentication.auth_via_mfa',
          userStatus: 'ACTIVE',
          phoneVerification: {
            eventId: verification.eventId,
            published: verification.published,
            seenIn: 'event-hook',
          },
        },
      );
      assert.equal(okta.count('listLogEvents'), 0);
    });
  });

  it('finds an activation that no hook has told of, after days of waiting', async function () {
    await hires(this, async ({ okta, start, waitFor, skipUntil }) => {
      const userId = okta.addUser();
      const run = await start(userId);
      await waitFor(run, ({ stage }) => stage === 'awaiting-activation');
      const looksIn3Days = okta.count('getUser') + 12;
      await skipUntil(run, () => okta.count('getUser') > looksIn3Days);
      assert.equal((await run.query(statusQuery)).stage, 'awaiting-activation');
      okta.setPassword(userId);
      okta.verifyPhone(userId);

      const result = await run.result();

      assert(result.outcome === 'completed');
      assert.equal(result.evidence.wokenBy, 'timer');
      assert.equal(result.evidence.phoneVerification?.seenIn, 'system-log');
    });
  });

  it('is not deceived by the event of its own activation call, nor by a password', async function () {
    await hires(this, async ({ okta, start, waitFor, skipUntil }) => {
      const userId = okta.addUser();
      const run = await start(userId);
      await waitFor(run, ({ stage }) => stage === 'awaiting-activation');
      await run.signal(activatedSignal, {
        source: 'okta-event',
        eventId: 'own-call',
        eventType: 'user.lifecycle.activate',
      });
      await skipUntil(run, ({ waitingFor }) => waitingFor.includes('PROVISIONED'));
      for (const event of okta.setPassword(userId)) await run.signal(activatedSignal, hint(event));
      const status = await skipUntil(run, ({ waitingFor }) => waitingFor.includes('no sign-in'));

      assert.equal(status.stage, 'awaiting-activation');
      assert.deepEqual([...okta.user(userId).groupIds], [okta.groups.A]);
    });
  });

  it('looks again by itself when the System Log is behind the hook', async function () {
    await hires(this, async ({ okta, start, waitFor, skipUntil }) => {
      const userId = okta.addUser();
      const run = await start(userId);
      await waitFor(run, ({ stage }) => stage === 'awaiting-activation');
      const [password] = okta.setPassword(userId);
      await run.signal(activatedSignal, hint(password));
      const { since } = await skipUntil(run, ({ waitingFor }) => waitingFor.includes('no sign-in'));
      okta.verifyPhone(userId);

      const { at } = await run.result();

      assert(Date.parse(at) - Date.parse(since) < 15 * 60_000);
    });
  });

  it('completes without a verification where the rule is "active"', async function () {
    await hires(
      this,
      async ({ okta, start, waitFor }) => {
        const userId = okta.addUser();
        const run = await start(userId);
        await waitFor(run, ({ stage }) => stage === 'awaiting-activation');
        const [password] = okta.setPassword(userId);
        await run.signal(activatedSignal, hint(password));
        const result = await run.result();
        assert(result.outcome === 'completed');
        assert.equal(result.evidence.rule, 'active');
      },
      { settings: { completionRule: 'active' } },
    );
  });

  it('waits for the sign-in of somebody who has begun, and asks Okta once for all of it', async function () {
    await hires(this, async ({ okta, start, waitFor }) => {
      const userId = okta.addUser();
      const run = await start(userId);
      await waitFor(run, ({ stage }) => stage === 'awaiting-activation');
      const looks = okta.count('getUser');
      for (const event of okta.setPassword(userId)) await run.signal(activatedSignal, hint(event));
      await run.signal(activatedSignal, hint(okta.verifyPhone(userId)));

      const result = await run.result();

      assert(result.outcome === 'completed');
      assert.equal(result.evidence.phoneVerification?.seenIn, 'event-hook');
      assert.equal(okta.count('getUser'), looks + 1);
      assert.equal(okta.count('listLogEvents'), 0);
    });
  });

  it('looks once for one event, however often it is told of it', async function () {
    await hires(this, async ({ okta, start, waitFor }) => {
      const userId = okta.addUser();
      const run = await start(userId);
      await waitFor(run, ({ stage }) => stage === 'awaiting-activation');
      const told: ActivatedSignal = {
        source: 'okta-event',
        eventId: 'e1',
        eventType: 'user.mfa.factor.activate',
      };
      await run.signal(activatedSignal, told);
      await waitFor(run, ({ waitingFor }) => waitingFor.includes('PROVISIONED'));
      const looks = await countActivities(run);
      await run.signal(activatedSignal, told);
      await run.signal(activatedSignal, told);
      // A query is answered after the signals before it.
      await run.query(statusQuery);
      assert.equal(await countActivities(run), looks);
    });
  });

  it("believes an operator's word and records it", async function () {
    await hires(this, async ({ okta, start, waitFor }) => {
      const userId = okta.addUser();
      const run = await start(userId);
      await waitFor(run, ({ stage }) => stage === 'awaiting-activation');
      await run.signal(activatedSignal, {
        source: 'operator',
        operator: 'help desk',
        reason: 'seen in person',
        force: true,
      });
      const result = await run.result();
      assert(result.outcome === 'completed');
      const { rule, operator, reason } = result.evidence;
      assert.deepEqual(
        { rule, operator, reason },
        { rule: 'operator', operator: 'help desk', reason: 'seen in person' },
      );
      assert.deepEqual([...okta.user(userId).groupIds], [okta.groups.B]);
    });
  });

  it('takes the word of an event with "force" for no more than a hint', async function () {
    await hires(this, async ({ okta, start, waitFor }) => {
      const userId = okta.addUser();
      const run = await start(userId);
      await waitFor(run, ({ stage }) => stage === 'awaiting-activation');
      await run.signal(activatedSignal, { source: 'okta-event', eventId: 'e1', force: true });
      const status = await waitFor(run, ({ waitingFor }) => waitingFor.includes('PROVISIONED'));
      assert.equal(status.stage, 'awaiting-activation');
    });
  });

  it('takes signals with anything in them, or nothing', async function () {
    await hires(this, async ({ okta, start, waitFor }) => {
      const userId = okta.addUser();
      const run = await start(userId);
      await waitFor(run, ({ stage }) => stage === 'awaiting-activation');
      for (const argument of [[], [null], ['yes'], [7], [{ source: 3, eventId: null }]]) {
        await run.signal('activated', ...argument);
        await run.signal('profileChanged', ...argument);
        await run.signal('userRemoved', ...argument);
      }
      await waitFor(run, ({ waitingFor }) => waitingFor.includes('PROVISIONED'));
      okta.setPassword(userId);
      okta.verifyPhone(userId);
      assert.equal((await run.result()).outcome, 'completed');
    });
  });

  it('parks without a phone number, says why, and goes on when the profile has changed', async function () {
    await hires(this, async ({ okta, start, waitFor }) => {
      const userId = okta.addUser({ profile: { email: 'ann@example.com' } });
      const run = await start(userId);
      const { attention } = await waitFor(run, ({ stage }) => stage === 'needs-attention');
      assert.equal(attention?.reason, 'phone-missing');

      okta.user(userId).profile = { email: 'ann@example.com', mobilePhone: '+1 201 555 0123' };
      await run.signal(profileChangedSignal);
      const status = await waitFor(run, ({ stage }) => stage === 'awaiting-activation');
      assert.equal(status.attention, undefined);
    });
  });

  it('parks when Okta refuses every call to an expired credential, and goes on with a valid one', async function () {
    await hires(this, async ({ okta, start, waitFor }) => {
      for (let call = 1; call <= 2; call += 1) okta.failNext('getUser', oktaError('401 E0000011'));
      const run = await start(okta.addUser());
      const { attention } = await waitFor(run, ({ stage }) => stage === 'needs-attention');
      assert.equal(attention?.reason, 'okta-credential-rejected');
      await run.signal(profileChangedSignal);
      await waitFor(run, ({ stage }) => stage === 'awaiting-activation');
    });
  });

  it('goes on from a park by itself when nobody tells it', async function () {
    await hires(this, async ({ okta, start, waitFor, skipUntil }) => {
      const userId = okta.addUser({ profile: { email: 'ann@example.com', mobilePhone: '12' } });
      const run = await start(userId);
      const { attention } = await waitFor(run, ({ stage }) => stage === 'needs-attention');
      assert.equal(attention?.reason, 'phone-unusable');
      okta.user(userId).profile = { email: 'ann@example.com', mobilePhone: '+1 201 555 0123' };
      await skipUntil(run, ({ stage }) => stage === 'awaiting-activation');
    });
  });

  it('parks when the mail server refuses the mail, and sends it once', async function () {
    await hires(this, async ({ okta, mailer, start, waitFor }) => {
      const userId = okta.addUser();
      mailer.failNext('send', new MailError(true, 'EENVELOPE RCPT TO 550'));
      const run = await start(userId);
      const { attention } = await waitFor(run, ({ stage }) => stage === 'needs-attention');
      assert.equal(attention?.reason, 'mail-refused');
      await run.signal(profileChangedSignal);
      await waitFor(run, ({ stage }) => stage === 'awaiting-activation');
      assert.equal(mailer.mails.length, 1);
    });
  });

  it('waits until the policy of Group A has reached the user, if it has not at once', async function () {
    await hires(
      this,
      async ({ okta, start, skipUntil }) => {
        const run = await start(okta.addUser());
        await skipUntil(run, ({ stage }) => stage === 'awaiting-activation');
        assert.equal(okta.count('listAllowedFactors'), 4);
        assert.equal(okta.count('enrollSmsFactor'), 2);
      },
      { okta: { looksUntilSmsIsAllowed: 3 } },
    );
  });

  it('parks where the policy does not allow SMS after two minutes, and looks again every hour', async function () {
    await hires(this, async ({ okta, start, waitFor, skipUntil }) => {
      const looksInTwoMinutes = 8;
      for (let tries = 1; tries <= 10; tries += 1)
        okta.failNext('enrollSmsFactor', smsNotAllowed());
      for (let look = 1; look <= 10 * looksInTwoMinutes; look += 1) {
        okta.answerNext('listAllowedFactors', []);
      }
      const run = await start(okta.addUser());
      // No further: a run that skips from hour to hour is through the parks before anyone has looked at it.
      await environment().sleep('3 minutes');
      const { attention } = await waitFor(run, ({ stage }) => stage === 'needs-attention');
      assert.equal(attention?.reason, 'sms-not-allowed');
      assert.equal(okta.count('listAllowedFactors'), looksInTwoMinutes);
      assert.equal(okta.count('enrollSmsFactor'), 1);
      await skipUntil(run, ({ stage }) => stage === 'awaiting-activation');
      assert.equal(okta.count('listAllowedFactors'), 10 * looksInTwoMinutes);
    });
  });

  it("comes back after a rate limit's reset, and after an outage", async function () {
    await hires(this, async ({ okta, start, skipUntil }) => {
      const rateLimit = { limit: 300, remaining: 0, secondsToReset: 20 };
      okta.failNext('enrollSmsFactor', oktaError('429 E0000047', { rateLimit }));
      okta.failNext('activateUser', oktaError('500 E0000009'));
      const run = await start(okta.addUser());
      await skipUntil(run, ({ stage }) => stage === 'awaiting-activation');
      assert.equal(okta.count('enrollSmsFactor'), 2);
    });
  });

  it('does nothing twice when answers are lost after the effect', async function () {
    await hires(this, async ({ okta, start, skipUntil }) => {
      const lost = oktaError('503 E0000009');
      okta.executeThenFailNext('addUserToGroup', lost);
      okta.executeThenFailNext('enrollSmsFactor', lost);
      okta.executeThenFailNext('activateUser', lost);
      okta.executeThenFailNext('removeUserFromGroup', lost);
      const userId = okta.addUser();
      const run = await start(userId);
      await skipUntil(run, ({ stage }) => stage === 'awaiting-activation');
      okta.setPassword(userId);
      okta.verifyPhone(userId);
      await run.result();
      assert.equal(okta.user(userId).factors.length, 1);
      assert.equal(okta.user(userId).activationMails, 1);
      assert.deepEqual([...okta.user(userId).groupIds], [okta.groups.B]);
    });
  });

  for (const [title, status, end] of [
    ['deactivated', 'DEPROVISIONED', 'removed'],
    ['only suspended', 'SUSPENDED', 'still waits'],
  ] as const) {
    it(`looks when it is told that the user is gone: ${title}, ${end}`, async function () {
      await hires(this, async ({ okta, start, waitFor }) => {
        const userId = okta.addUser();
        const run = await start(userId);
        await waitFor(run, ({ stage }) => stage === 'awaiting-activation');
        okta.user(userId).status = status;
        await run.signal(userRemovedSignal);
        await waitFor(
          run,
          ({ stage, waitingFor }) => stage === 'removed' || waitingFor.includes('SUSPENDED'),
        );
        const { stage } = await run.query(statusQuery);
        assert.equal(stage, end === 'removed' ? 'removed' : 'awaiting-activation');
      });
    });
  }

  it('ends as removed when the user is deleted while the run is parked', async function () {
    await hires(this, async ({ okta, start, waitFor }) => {
      const userId = okta.addUser({ profile: {} });
      const run = await start(userId);
      await waitFor(run, ({ stage }) => stage === 'needs-attention');
      okta.deleteUser(userId);
      await run.signal(userRemovedSignal);
      assert.equal((await run.result()).outcome, 'removed');
    });
  });

  it('never revives a user who was deactivated before the activation', async function () {
    await hires(this, async ({ okta, start }) => {
      const userId = okta.addUser({ status: 'DEPROVISIONED' });
      const run = await start(userId);
      assert.equal((await run.result()).outcome, 'removed');
      assert.equal(okta.count('activateUser'), 0);
    });
  });

  for (const [title, user, reason] of [
    ['an employee who was active before', { status: 'ACTIVE' }, 'already-active'],
    ['somebody who is in Group B', { status: 'STAGED', group: 'B' }, 'already-in-group-b'],
  ] as const) {
    it(`leaves ${title} alone`, async function () {
      await hires(this, async ({ okta, start }) => {
        const groupIds = new Set('group' in user ? [okta.groups[user.group]] : []);
        const run = await start(okta.addUser({ status: user.status, groupIds }));
        const result = await run.result();
        assert.deepEqual({ ...result, at: '' }, { outcome: 'skipped', at: '', reason });
        assert.equal(okta.count('addUserToGroup'), 0);
      });
    });
  }

  it('leaves the person in Group A when it is cancelled', async function () {
    await hires(this, async ({ okta, start, waitFor }) => {
      const userId = okta.addUser();
      const run = await start(userId);
      await waitFor(run, ({ stage }) => stage === 'awaiting-activation');
      await run.cancel();
      await assert.rejects(
        run.result(),
        (error) => error instanceof WorkflowFailedError && error.cause instanceof CancelledFailure,
      );
      assert.deepEqual([...okta.user(userId).groupIds], [okta.groups.A]);
    });
  });

  it('shows stage and reason in search attributes', async function () {
    await hires(this, async ({ okta, start, waitFor }) => {
      const userId = okta.addUser({ profile: {} });
      const run = await start(userId);
      await waitFor(run, ({ stage }) => stage === 'needs-attention');
      const { typedSearchAttributes: shown } = await run.describe();
      assert.equal(shown.get(oktaUserId), userId);
      assert.equal(shown.get(enrollmentStage), 'needs-attention');
      assert.equal(shown.get(attentionReason), 'phone-missing');
    });
  });
});
