import assert from 'node:assert/strict';
import { WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import {
  correctPhoneSignal,
  correctPhoneUpdate,
  resendActivationUpdate,
  resumeSignal,
  resumeUpdate,
  undoSignal,
  undoUpdate,
  type OperatorRequest,
  type Refusal,
} from '../../src/contract/operator.js';
import { activatedSignal, statusQuery } from '../../src/contract/pre-enroll-user.js';
import type { FakeOkta } from '../support/fake-okta.js';
import { OktaUnreachableError } from '../../src/okta/okta-errors.js';
import { hasTaken, withHires, type HireHandle, type Hires } from '../support/hires.js';
import { oktaError } from '../support/okta-error.js';
import { useTimeSkippingServerPerTest, workflowBundle } from '../support/temporal.js';

/** Another user has the same number. */
function userWithSharedPhone(okta: FakeOkta): string {
  const { profile } = okta.user(okta.addUser());
  return okta.addUser({ profile: { ...profile } });
}

const ann: OperatorRequest = { operator: 'ann', reason: 'the person called' };

async function assertRefused(update: Promise<unknown>, refusal: Refusal): Promise<void> {
  await assert.rejects(update, (error: unknown) => {
    assert(error instanceof WorkflowUpdateFailedError, String(error));
    assert(error.cause instanceof ApplicationFailure);
    assert.deepEqual([error.cause.type, error.cause.details], ['Refused', [refusal]]);
    return true;
  });
}

describe("an operator's request to preEnrollUser", function () {
  this.timeout('60s');
  const environment = useTimeSkippingServerPerTest();

  async function hires(test: Mocha.Context, body: (hires: Hires) => Promise<void>): Promise<void> {
    const taskQueue = test.test?.title ?? '';
    await withHires(environment(), { taskQueue, workflowBundle: await workflowBundle() }, body);
  }

  async function waiting({
    okta,
    start,
    waitFor,
  }: Hires): Promise<{ userId: string; run: HireHandle }> {
    const userId = okta.addUser();
    const run = await start(userId);
    await waitFor(run, ({ stage }) => stage === 'awaiting-activation');
    return { userId, run };
  }

  const undo = (run: HireHandle) => run.executeUpdate(undoUpdate, { args: [ann] });

  it('needs a name and a reason, and takes no personal data', async function () {
    await hires(this, async (world) => {
      const { run } = await waiting(world);
      const refused: [given: object, refusal: Refusal][] = [
        [{ reason: 'why' }, 'operator-missing'],
        [{ operator: 'ann' }, 'reason-missing'],
        [{ operator: 'ann', reason: 'is at +1 201 555 0123' }, 'personal-data'],
      ];
      for (const [given, refusal] of refused) {
        for (const update of [resumeUpdate, resendActivationUpdate, undoUpdate]) {
          await assertRefused(
            run.executeUpdate(update, { args: [given as OperatorRequest] }),
            refusal,
          );
        }
      }
      assert.equal((await run.query(statusQuery)).acts, undefined);
    });
  });

  it('is recorded with who, what, why and when', async function () {
    await hires(this, async (world) => {
      const { okta, start, waitFor } = world;
      const run = await start(userWithSharedPhone(okta));
      await waitFor(run, ({ attention }) => attention?.reason === 'phone-shared');
      const { acts } = await run.executeUpdate(resumeUpdate, { args: [{ ...ann, accept: true }] });

      assert(acts?.length === 1 && acts[0]);
      const [{ at, ...act }] = acts;
      assert.deepEqual(act, { act: 'resume', ...ann, accepted: 'phone-shared' });
      assert.ok(Date.parse(at) > 0);
    });
  });

  it('is refused where there is nothing to resume, or to accept', async function () {
    await hires(this, async (world) => {
      const { okta, start, waitFor } = world;
      const { run } = await waiting(world);
      await assertRefused(run.executeUpdate(resumeUpdate, { args: [ann] }), 'not-parked');

      const parked = await start(okta.addUser({ profile: {} }));
      await waitFor(parked, ({ stage }) => stage === 'needs-attention');
      await assertRefused(
        parked.executeUpdate(resumeUpdate, { args: [{ ...ann, accept: true }] }),
        'not-acceptable',
      );
      await assertRefused(
        parked.executeUpdate(resendActivationUpdate, { args: [ann] }),
        'not-waiting',
      );
    });
  });

  it('sends a new link once for each time it is asked, and not within ten minutes', async function () {
    await hires(this, async (world) => {
      const { run } = await waiting(world);
      const { mailer, waitFor, okta } = world;
      await assertRefused(run.executeUpdate(resendActivationUpdate, { args: [ann] }), 'too-soon');
      await environment().sleep('10 minutes');

      await run.executeUpdate(resendActivationUpdate, { args: [ann] });
      await waitFor(run, hasTaken('sent a new activation link, as an operator wanted (1)'));
      await assertRefused(run.executeUpdate(resendActivationUpdate, { args: [ann] }), 'too-soon');

      assert.equal(mailer.mails.length, 2);
      assert.equal(okta.count('renewActivationLink'), 1);
    });
  });

  it('corrects the phone of somebody who is waited for, tells the person, and believes the new phone only', async function () {
    await hires(this, async (world) => {
      const { userId, run } = await waiting(world);
      const { okta, mailer, waitFor } = world;
      okta.setPassword(userId);
      const verified = { method: 'SMS', published: new Date() };
      okta.log.add('user.authentication.auth_via_mfa', userId, verified);
      await environment().sleep('1 minute');
      okta.user(userId).profile['privatePhone'] = '+31 6 12345678';
      const phone = { attribute: 'privatePhone' };
      await run.executeUpdate(correctPhoneUpdate, { args: [{ ...ann, phone }] });

      await waitFor(run, hasTaken('sent the mail "MFA enrolled" again (1)'));
      assert.deepEqual(
        okta.user(userId).factors.map(({ phoneNumber }) => phoneNumber),
        ['+31612345678'],
      );
      assert.equal(mailer.mails.length, 2);
      const { factorId, stage } = await run.query(statusQuery);
      assert.deepEqual(
        [factorId, stage],
        [okta.user(userId).factors[0]?.id, 'awaiting-activation'],
      );
    });
  });

  it('never takes the number itself', async function () {
    await hires(this, async (world) => {
      const { run } = await waiting(world);
      for (const phone of [
        '+31612345678',
        { encrypted: '+31612345678' },
        { attribute: '+31612345678' },
      ]) {
        await assertRefused(
          run.executeUpdate(correctPhoneUpdate, {
            args: [{ ...ann, phone: phone as { attribute: string } }],
          }),
          'phone-source-missing',
        );
      }
      const { events } = await run.fetchHistory();
      assert.doesNotMatch(JSON.stringify(events), /31612345678/);
    });
  });

  it('undoes what was done for somebody who is waited for, and answers when it is done', async function () {
    await hires(this, async (world) => {
      const { userId, run } = await waiting(world);
      const { okta } = world;
      const { stage, acts } = await undo(run);

      assert.deepEqual([stage, acts?.map(({ act }) => act)], ['undone', ['undo']]);
      const result = await run.result();
      assert(result.outcome === 'undone');
      assert.deepEqual(result.done, ['unenrolled the phone', 'took out of Group A']);
      assert.deepEqual([[...okta.user(userId).groupIds], okta.user(userId).factors], [[], []]);
    });
  });

  it('undoes while the run is parked, and while a step is tried again and again', async function () {
    await hires(this, async ({ okta, start, waitFor }) => {
      const parked = okta.addUser({ profile: {} });
      const parkedRun = await start(parked);
      await waitFor(parkedRun, ({ stage }) => stage === 'needs-attention');
      assert.equal((await undo(parkedRun)).stage, 'undone');
      assert.deepEqual([...okta.user(parked).groupIds], []);

      const stuck = okta.addUser({
        profile: { mobilePhone: '+1 201 555 0177', email: 'bo@example.com' },
      });
      for (let attempt = 1; attempt <= 50; attempt += 1) {
        okta.failNext('enrollSmsFactor', oktaError('500 E0000009'));
      }
      const stuckRun = await start(stuck);
      await waitFor(stuckRun, () => okta.count('enrollSmsFactor') > 1);
      assert.equal((await undo(stuckRun)).stage, 'undone');
      assert.deepEqual([...okta.user(stuck).groupIds], []);
    });
  });

  it('undoes also what was done although the answer was lost', async function () {
    await hires(this, async ({ okta, start, waitFor }) => {
      const lost = new OktaUnreachableError('PUT', 'TimeoutError');
      const interrupted = [
        { done: 'addUserToGroup', nextTryNeeds: 'addUserToGroup' },
        { done: 'enrollSmsFactor', nextTryNeeds: 'findUserIds' },
      ] as const;
      for (const { done, nextTryNeeds } of interrupted) {
        const userId = okta.addUser();
        okta.executeThenFailNext(done, lost);
        const before = okta.count(done);
        const run = await start(userId);
        await waitFor(run, () => okta.count(done) > before);
        // Temporal waits a second before the next try.
        const recover = okta.failAlways(nextTryNeeds, lost);
        const { stage } = await undo(run);
        recover();

        assert.equal(stage, 'undone');
        assert.deepEqual([[...okta.user(userId).groupIds], okta.user(userId).factors], [[], []]);
      }
    });
  });

  it('does not undo for somebody who signs in already, and goes on', async function () {
    await hires(this, async (world) => {
      const { userId, run } = await waiting(world);
      const { okta } = world;
      okta.setPassword(userId);
      await assertRefused(undo(run), 'already-active');

      const { acts, stage } = await run.query(statusQuery);
      assert.deepEqual([acts?.[0]?.refused, stage], ['already-active', 'awaiting-activation']);
      okta.verifyPhone(userId);
      await run.signal(activatedSignal, { source: 'okta-event', eventId: 'e-1' });
      const result = await run.result();
      assert.equal(result.outcome, 'completed');
      assert.deepEqual([...okta.user(userId).groupIds], [okta.groups.B]);
    });
  });

  it('keeps on undo a phone that was enrolled before', async function () {
    await hires(this, async ({ okta, start, waitFor }) => {
      const factor = {
        ...{ id: 'sms00000000000before', factorType: 'sms', provider: 'OKTA', status: 'ACTIVE' },
        ...{ phoneNumber: '+12015550123', created: '2020-01-01T00:00:00.000Z' },
      };
      const userId = okta.addUser({ factors: [factor] });
      const run = await start(userId);
      await waitFor(run, ({ stage }) => stage === 'awaiting-activation');
      await undo(run);

      assert.deepEqual(okta.user(userId).factors, [factor]);
    });
  });

  it('is taken as a signal too, which records what it refuses', async function () {
    await hires(this, async ({ okta, start, waitFor }) => {
      const run = await start(userWithSharedPhone(okta));
      await waitFor(run, ({ attention }) => attention?.reason === 'phone-shared');
      await run.signal<unknown[]>(resumeSignal.name, 'anything');
      await run.signal<unknown[]>(correctPhoneSignal.name, { ...ann, phone: '+31612345678' });
      await run.signal(resumeSignal, { ...ann, accept: true });
      const { acts } = await waitFor(run, ({ stage }) => stage === 'awaiting-activation');

      assert.deepEqual(
        acts?.map(({ act, refused, accepted }) => [act, refused ?? accepted]),
        [
          ['resume', 'operator-missing'],
          ['correctPhone', 'phone-source-missing'],
          ['resume', 'phone-shared'],
        ],
      );
      await run.signal(undoSignal, ann);
      assert.equal((await run.result()).outcome, 'undone');
    });
  });

  it('is followed by a mail with a link where the run is begun again for somebody activated before', async function () {
    await hires(this, async (world) => {
      const { userId, run } = await waiting(world);
      await undo(run);
      await run.result();
      const again = await world.start(userId, { byHand: true });
      await world.waitFor(again, ({ stage }) => stage === 'awaiting-activation');

      const ids = world.mailer.mails.map(({ messageId }) => messageId.split('.')[0]);
      assert.deepEqual(ids, ['mfa-enrolled', 'mfa-enrolled', 'activation-link']);
      assert.equal(world.okta.user(userId).activationMails, 1);
    });
  });

  it('accepts for this one number and no other', async function () {
    await hires(this, async (world) => {
      const { okta, start, waitFor } = world;
      const userId = okta.addUser();
      const run = await start(userId);
      await waitFor(run, ({ stage }) => stage === 'awaiting-activation');
      for (const [i, mobilePhone] of ['+1 201 555 0199', '+1 201 555 0198'].entries()) {
        okta.user(userId).profile['mobilePhone'] = mobilePhone;
        await run.signal(activatedSignal, { source: 'okta-event', eventId: mobilePhone.slice(-4) });
        await waitFor(run, ({ attention }) => attention?.reason === 'phone-changed');
        await run.executeUpdate(resumeUpdate, { args: [{ ...ann, accept: true }] });
        await waitFor(run, hasTaken(`enrolled the phone again (${i + 1})`));
      }
      assert.deepEqual(
        okta.user(userId).factors.map(({ phoneNumber }) => phoneNumber),
        ['+12015550198'],
      );
    });
  });
});
