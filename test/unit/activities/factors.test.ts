import assert from 'node:assert/strict';
import { ApplicationFailure, type ActivityFunction } from '@temporalio/common';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { createFactorActivities, type FactorToEnroll } from '../../../src/activities/factors.js';
import { encryptText } from '../../../src/payload-codec/encrypt-text.js';
import { oktaError } from '../../support/okta-error.js';
import { createSettings } from '../../support/settings.js';
import {
  answerLost,
  assertNeedsAttention,
  assertRetryable,
  createActivityEnvironment,
  encryptionKey,
  type ActivityEnvironment,
} from './activity-environment.js';

const since = '2026-01-05T08:00:00.000Z';
const before = '2026-01-05T07:59:59.000Z';

/** An attempt that is not the first. */
function runAgain<P extends unknown[], R>(activity: ActivityFunction<P, R>, ...args: P) {
  const logger = new DefaultLogger('ERROR');
  return new MockActivityEnvironment({ attempt: 2 }, { logger }).run(activity, ...args);
}

describe('the activities of a factor', () => {
  let okta: ActivityEnvironment['okta'];
  let activities: ActivityEnvironment['activities'];
  let run: ActivityEnvironment['run'];
  let userId: string;

  beforeEach(() => {
    ({ okta, activities, run } = createActivityEnvironment());
    userId = okta.addUser({ groupIds: new Set([okta.groups.A]) });
  });

  const sms = (more: Partial<FactorToEnroll> = {}): FactorToEnroll => ({
    ...{ userId, factorType: 'sms', provider: 'OKTA', since, hasCode: false },
    ...more,
  });
  const enroll = (more: Partial<FactorToEnroll> = {}) => run(activities.enrollFactor, sms(more));

  async function pendingId(more: Partial<FactorToEnroll> = {}): Promise<string> {
    const enrolled = await enroll(more);
    return 'factorId' in enrolled ? enrolled.factorId : assert.fail(enrolled.refused);
  }

  const activate = (factorId: string, passCode = okta.codeOf(factorId)) =>
    run(activities.activateFactor, { ...sms(), factorId, passCode });

  describe('enrollFactor', () => {
    it('returns ids and a name only', async () => {
      const factorId = await pendingId();

      assert.deepEqual(await enroll(), { factorId, population: 'default' });
    });

    it('keeps a pending factor of ours, and sends no second code', async () => {
      okta.executeThenFailNext('enrollFactor', answerLost);
      await assertRetryable(enroll(), 'OktaUnavailable');
      await pendingId();

      assert.equal(okta.codesSent(userId), 1);
    });

    it('enrolls anew what was pending before, unless the person has the code for it already', async () => {
      const factorId = await pendingId();
      const [factor] = okta.user(userId).factors;
      assert(factor);
      factor.created = before;
      assert.equal(await pendingId({ hasCode: true }), factorId);
      assert.notEqual(await pendingId(), factorId);

      okta.user(userId).profile['mobilePhone'] = '+31 6 12345678';
      assert.notEqual(await pendingId({ hasCode: true }), factorId);
      assert.equal(okta.user(userId).factors[0]?.phoneNumber, '+31612345678');
    });

    it('enrolls anew what has a secret, because the secret of the lost answer is lost', async () => {
      const person = okta.addUser();
      const app = { userId: person, factorType: 'token:software:totp', provider: 'GOOGLE' };
      okta.executeThenFailNext('enrollFactor', answerLost);
      await assertRetryable(enroll(app), 'OktaUnavailable');
      const enrolled = await enroll(app);

      assert('activation' in enrolled && enrolled.activation);
      assert.doesNotMatch(JSON.stringify(enrolled), /JBTWGV22G4ZGKV3N|https:/);
      assert.equal(okta.user(person).factors.length, 1);
    });

    it('enrolls no secret without a key, and asks Okta nothing', async () => {
      const settings = createSettings(okta.groups);
      const keyless = createFactorActivities(okta, settings, undefined);
      for (const factorType of ['token:software:totp', 'push']) {
        assert.deepEqual(await run(keyless.enrollFactor, sms({ factorType })), {
          refused: 'encryption-key-missing',
        });
      }
      assert.deepEqual(okta.calls, []);
    });

    it('takes a landline for a call, and not for a text', async () => {
      okta.user(userId).profile = { mobilePhone: '+49 30 901820' };
      assert.deepEqual(await enroll(), { refused: 'phone-unusable' });

      await pendingId({ factorType: 'call' });
      assert.equal(okta.user(userId).factors[0]?.phoneNumber, '+4930901820');
    });

    it('takes the number from where it is said to be', async () => {
      await pendingId({
        phone: { encrypted: encryptText(encryptionKey, '+4915123456789', userId) },
      });
      assert.equal(okta.user(userId).factors[0]?.phoneNumber, '+4915123456789');

      const unreadable = { encrypted: encryptText(encryptionKey, '+4915123456789', 'somebody') };
      assert.deepEqual(await enroll({ phone: unreadable }), {
        refused: 'phone-correction-unreadable',
      });
    });

    it('refuses a number of a country that the population does not expect', async () => {
      const strict = createActivityEnvironment({ phoneCountries: ['DE'] });
      const person = strict.okta.addUser({ groupIds: new Set([strict.okta.groups.A]) });
      assert.deepEqual(await strict.run(strict.activities.enrollFactor, sms({ userId: person })), {
        refused: 'phone-country-unexpected',
      });
    });

    it('waits where Okta has just sent the person a code', async () => {
      okta.failNext('enrollFactor', oktaError('429 E0000109'));
      const failure = await enroll().catch((error: unknown) => error);
      assert(failure instanceof ApplicationFailure);
      assert.deepEqual([failure.type, failure.nextRetryDelay], ['OktaRateLimited', 30_000]);
    });

    it('leaves to the classifier what is no refusal', async () => {
      okta.failNext('enrollFactor', oktaError('401 E0000011'));
      await assertNeedsAttention(enroll(), 'okta-credential-rejected');
      okta.failNext('listFactors', oktaError('503 E0000009'));
      await assertRetryable(enroll(), 'OktaUnavailable');
    });
  });

  describe('activateFactor', () => {
    it('finds what was activated when the answer was lost, under its new id', async () => {
      const factorId = await pendingId();
      const code = okta.codeOf(factorId);
      okta.executeThenFailNext('activateFactor', answerLost);
      await assertRetryable(activate(factorId, code), 'OktaUnavailable');

      const [active] = okta.user(userId).factors;
      assert.deepEqual(await activate(factorId, code), {
        ...{ factorId: active?.id, activatedStatus: 'ACTIVE' },
      });
      assert.equal(okta.count('activateFactor'), 1);
    });

    it('decrypts a code for this user alone', async () => {
      const factorId = await pendingId();
      const encrypted = encryptText(encryptionKey, okta.codeOf(factorId), 'somebody else');
      const unreadable = { ...sms(), factorId, passCode: { encrypted } };
      assert.deepEqual(await run(activities.activateFactor, unreadable), {
        codeRefused: 'code-unreadable',
      });

      const right = encryptText(encryptionKey, okta.codeOf(factorId), userId);
      const activated = await run(activities.activateFactor, {
        ...{ ...sms(), factorId, passCode: { encrypted: right } },
      });
      assert.ok('activatedStatus' in activated);
    });

    it('tells when there is nothing to activate any more, also in the middle of it', async () => {
      const factorId = await pendingId();
      okta.failNext('activateFactor', oktaError('404 E0000007'));
      assert.deepEqual(await activate(factorId), { refused: 'factor-gone' });
      okta.user(userId).factors = [];
      assert.deepEqual(await activate(factorId), { refused: 'factor-gone' });
    });
  });

  describe('resendFactorCode', () => {
    it('sends one, and counts as sent what Okta refuses to an attempt after a lost answer', async () => {
      const input = { ...sms(), factorId: await pendingId() };
      assert.deepEqual(await run(activities.resendFactorCode, input), { sent: true });
      assert.equal(okta.codesSent(userId), 2);

      okta.failNext('resendFactorCode', oktaError('429 E0000109'));
      assert.deepEqual(await run(activities.resendFactorCode, input), { tooSoon: 'E0000109' });
      okta.failNext('resendFactorCode', oktaError('429 E0000109'));
      assert.deepEqual(await runAgain(activities.resendFactorCode, input), { sent: true });
    });

    it('tells when there is nothing to send a code for', async () => {
      const input = { ...sms(), factorId: await pendingId() };
      okta.user(userId).factors = [];
      assert.deepEqual(await run(activities.resendFactorCode, input), { refused: 'factor-gone' });
    });
  });

  describe('awaitPush', () => {
    it('is tried again, without alarm, until the person has answered', async () => {
      const push = { userId: okta.addUser(), factorType: 'push' };
      const input = { ...sms(push), factorId: await pendingId(push) };
      const failure = await run(activities.awaitPush, input).catch((error: unknown) => error);
      assert(failure instanceof ApplicationFailure);
      assert.deepEqual(
        [failure.type, failure.nonRetryable, failure.nextRetryDelay],
        ['PushUnanswered', false, 1_000],
      );

      okta.answerPush(input.factorId, 'ACCEPTED');
      assert.ok('activatedStatus' in (await run(activities.awaitPush, input)));
      // Its answer may have been lost.
      assert.ok('activatedStatus' in (await run(activities.awaitPush, input)));
    });
  });

  describe('unenrollPendingFactor', () => {
    const unenroll = (more: object = {}) =>
      run(activities.unenrollPendingFactor, { ...sms(), ...more });

    it('unenrolls what is ours, known or not, and nothing that is active or was there before', async () => {
      await pendingId();
      assert.deepEqual(await unenroll(), { unenrolled: 1, left: 0 });
      assert.deepEqual(await unenroll(), { unenrolled: 0, left: 0 });

      const factorId = await pendingId();
      const [factor] = okta.user(userId).factors;
      assert(factor);
      factor.created = before;
      assert.deepEqual(await unenroll(), { unenrolled: 0, left: 0 });
      factor.status = 'ACTIVE';
      assert.deepEqual(await unenroll({ factorId }), { unenrolled: 0, left: 0 });
      factor.status = 'PENDING_ACTIVATION';
      assert.deepEqual(await unenroll({ factorId }), { unenrolled: 1, left: 0 });
    });

    it('has nothing to do for a user who is gone, and can do nothing for one who is deactivated', async () => {
      await pendingId();
      okta.failNext('unenrollFactor', oktaError('403 E0000038'));
      assert.deepEqual(await unenroll(), { unenrolled: 0, left: 1 });
      okta.deleteUser(userId);
      assert.deepEqual(await unenroll(), { unenrolled: 0, left: 0 });
    });
  });
});
