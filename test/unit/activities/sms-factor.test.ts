import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import type { SmsEnrollment } from '../../../src/activities/sms-factor.js';
import type { OktaFactor } from '../../../src/okta/okta-client.js';
import { encryptText } from '../../../src/payload-codec/encrypt-text.js';
import { createFakeOkta } from '../../support/fake-okta.js';
import { oktaError } from '../../support/okta-error.js';
import {
  answerLost,
  assertNeedsAttention,
  assertRetryable,
  createActivityEnvironment,
  encryptionKey,
  type ActivityEnvironment,
} from './activity-environment.js';

const enrolled: OktaFactor = {
  id: 'sms00000000000000old',
  factorType: 'sms',
  provider: 'OKTA',
  status: 'ACTIVE',
  phoneNumber: '+12015550123',
};

describe('isSmsAllowed', () => {
  it('is false outside of Group A', async () => {
    const { okta, activities, run } = createActivityEnvironment();
    const userId = okta.addUser();

    assert.equal(await run(activities.isSmsAllowed, { userId }), false);
  });

  it('becomes true once the policy of Group A has reached the user', async () => {
    const okta = createFakeOkta({ looksUntilSmsIsAllowed: 2 });
    const { activities, run } = createActivityEnvironment({}, okta);
    const userId = okta.addUser();
    await run(activities.addToGroup, { userId, group: 'A' });

    const looks = [];
    for (let look = 0; look < 3; look += 1) {
      looks.push(await run(activities.isSmsAllowed, { userId }));
    }
    assert.deepEqual(looks, [false, false, true]);
  });

  it('is not taken in by SMS from another provider, or by a call', async () => {
    const { okta, activities, run } = createActivityEnvironment();
    const userId = okta.addUser();
    okta.answerNext('listAllowedFactors', ['call:OKTA', 'sms:CUSTOM']);

    assert.equal(await run(activities.isSmsAllowed, { userId }), false);
  });
});

describe('enrollSms', () => {
  let okta: ActivityEnvironment['okta'];
  let activities: ActivityEnvironment['activities'];
  let run: ActivityEnvironment['run'];
  let userId: string;

  beforeEach(() => {
    ({ okta, activities, run } = createActivityEnvironment());
    userId = okta.addUser({ groupIds: new Set([okta.groups.A]) });
  });

  const enroll = (more: Partial<SmsEnrollment> = {}) =>
    run(activities.enrollSms, { userId, ...more });
  const otherPhone = { ...enrolled, phoneNumber: '+12015550199' };

  it('enrolls the number of the profile in E.164 and returns only the id', async () => {
    const result = await enroll();

    const [factor] = okta.user(userId).factors;
    assert.deepEqual(factor, {
      id: result.factorId,
      factorType: 'sms',
      provider: 'OKTA',
      status: 'ACTIVE',
      phoneNumber: '+12015550123',
      created: okta.user(userId).factors[0]?.created,
    });
    assert.deepEqual(result, { factorId: factor.id, origin: 'enrolled' });
  });

  it('takes an ACTIVE factor with the same number as done', async () => {
    okta.user(userId).factors.push(enrolled);

    assert.deepEqual(await enroll(), { factorId: enrolled.id, origin: 'found' });
    assert.equal(okta.count('enrollSmsFactor'), 0);
  });

  it('enrolls once when the first answer was lost', async () => {
    okta.executeThenFailNext('enrollSmsFactor', answerLost);
    await assertRetryable(enroll(), 'OktaUnavailable');

    const { factorId } = await enroll();
    assert.deepEqual(
      okta.user(userId).factors.map(({ id }) => id),
      [factorId],
    );
  });

  it('never replaces another number that is not ours', async () => {
    okta.user(userId).factors.push({ ...enrolled, phoneNumber: '+12015550199' });

    await assertNeedsAttention(enroll(), 'other-phone-enrolled');
    assert.equal(okta.count('enrollSmsFactor'), 0);
  });

  it('replaces another number that is ours, or that an operator has accepted', async () => {
    for (const more of [
      { ours: enrolled.id },
      { accepted: ['other-phone-enrolled'] as const },
      { oursSince: '2026-01-05T08:00:00.000Z' },
    ]) {
      okta.user(userId).factors = [{ ...otherPhone, created: '2026-01-05T08:00:00.000Z' }];
      const { factorId, origin } = await enroll(more);

      assert.equal(origin, 'enrolled');
      const [factor, ...others] = okta.user(userId).factors;
      assert.deepEqual([factor?.id, factor?.phoneNumber], [factorId, '+12015550123']);
      assert.deepEqual(others, []);
    }
  });

  it('does not take for ours what was enrolled before', async () => {
    okta.user(userId).factors = [{ ...otherPhone, created: '2026-01-05T07:59:59.999Z' }];

    await assertNeedsAttention(
      enroll({ oursSince: '2026-01-05T08:00:00.000Z' }),
      'other-phone-enrolled',
    );
  });

  it('is ours when it was enrolled by an attempt whose answer was lost', async () => {
    okta.executeThenFailNext('enrollSmsFactor', answerLost);
    const oursSince = new Date(Date.now() - 60_000).toISOString();
    await assertRetryable(enroll({ oursSince }), 'OktaUnavailable');

    assert.equal((await enroll({ oursSince })).origin, 'enrolled');
  });

  it('is held when another user has the number, in either form, unless that is accepted or no rule', async () => {
    for (const mobilePhone of ['+1 201 555 0123', '+12015550123']) {
      const other = okta.addUser({ profile: { mobileNumber: mobilePhone } });
      await assertNeedsAttention(enroll(), 'phone-shared');
      okta.deleteUser(other);
    }
    okta.addUser({ profile: { ...okta.user(userId).profile } });
    await assertNeedsAttention(enroll(), 'phone-shared');
    assert.equal(okta.count('enrollSmsFactor'), 0);

    await enroll({ accepted: ['phone-shared'] });
    const lax = createActivityEnvironment({ holdsSharedPhones: false });
    const { profile } = lax.okta.user(lax.okta.addUser());
    const groupIds = new Set([lax.okta.groups.A]);
    const hire = lax.okta.addUser({ profile: { ...profile }, groupIds });
    await lax.run(lax.activities.enrollSms, { userId: hire });
    assert.equal(lax.okta.count('findUserIds'), 0);
  });

  it('is held when the number is of another country than expected, unless that is accepted', async () => {
    const strict = createActivityEnvironment({ phoneCountries: ['DE', 'NL'] });
    const hire = strict.okta.addUser({ groupIds: new Set([strict.okta.groups.A]) });
    const enrollStrictly = (more: Partial<SmsEnrollment> = {}) =>
      strict.run(strict.activities.enrollSms, { userId: hire, ...more });

    await assertNeedsAttention(enrollStrictly(), 'phone-country-unexpected');
    assert.equal(strict.okta.count('enrollSmsFactor'), 0);
    await enrollStrictly({ accepted: ['phone-country-unexpected'] });
    strict.okta.user(hire).profile['mobilePhone'] = '+31612345678';
    strict.okta.user(hire).factors = [];
    await enrollStrictly();
  });

  it('takes the number from where an operator has said', async () => {
    okta.user(userId).profile['privatePhone'] = '+31 6 12345678';
    await enroll({ phone: { attribute: 'privatePhone' } });
    assert.equal(okta.user(userId).factors[0]?.phoneNumber, '+31612345678');

    okta.user(userId).factors = [];
    await enroll({ phone: { encrypted: encryptText(encryptionKey, '+4915123456789', userId) } });
    assert.equal(okta.user(userId).factors[0]?.phoneNumber, '+4915123456789');
  });

  it('needs a person when a corrected number is missing, or cannot be decrypted for this user', async () => {
    await assertNeedsAttention(enroll({ phone: { attribute: 'privatePhone' } }), 'phone-missing');
    for (const encrypted of [
      encryptText(randomBytes(32), '+4915123456789', userId),
      encryptText(encryptionKey, '+4915123456789', 'another user'),
      'no ciphertext',
    ]) {
      await assertNeedsAttention(enroll({ phone: { encrypted } }), 'phone-correction-unreadable');
    }
  });

  it('needs a person when Okta knows of another number that it does not list', async () => {
    okta.user(userId).factors.push({ ...enrolled, phoneNumber: '+12015550199' });
    okta.answerNext('listFactors', []);

    await assertNeedsAttention(enroll(), 'other-phone-enrolled');
  });

  it('does not mind other factors, and an SMS factor that was never activated', async () => {
    const others = [
      { ...enrolled, id: 'clf0000000000000call', factorType: 'call' },
      { ...enrolled, id: 'mbl00000000000000new', status: 'PENDING_ACTIVATION' },
      { ...enrolled, id: 'sms0000000000custom0', provider: 'CUSTOM' },
    ];
    okta.answerNext('listFactors', others);

    const { factorId } = await enroll();
    assert.equal(okta.user(userId).factors[0]?.id, factorId);
  });

  it('is not believed unless Okta answers that the factor is ACTIVE', async () => {
    okta.answerNext('enrollSmsFactor', { ...enrolled, status: 'PENDING_ACTIVATION' });
    await assertRetryable(enroll(), 'OktaUnavailable');

    const { factorId } = await enroll();
    assert.equal(okta.user(userId).factors[0]?.id, factorId);
    assert.equal(okta.count('enrollSmsFactor'), 2);
  });

  it('needs a person when the profile has no number, or none that receives texts', async () => {
    okta.user(userId).profile = {};
    await assertNeedsAttention(enroll(), 'phone-missing');

    okta.user(userId).profile = { mobilePhone: '+49 30 901820' };
    await assertNeedsAttention(enroll(), 'phone-unusable');

    okta.deleteUser(userId);
    await assertNeedsAttention(enroll(), 'phone-missing');
    assert.equal(okta.count('enrollSmsFactor'), 0);
  });

  it('needs a person when the policy does not allow SMS', async () => {
    okta.user(userId).groupIds.clear();

    await assertNeedsAttention(enroll(), 'sms-not-allowed');
  });

  it('needs a person when Okta rejects the number or cannot send texts', async () => {
    okta.failNext('enrollSmsFactor', oktaError('400 E0000098'));
    await assertNeedsAttention(enroll(), 'phone-rejected');

    okta.failNext('enrollSmsFactor', oktaError('400 E0000226'));
    await assertNeedsAttention(enroll(), 'telephony-missing');
    assert.deepEqual(okta.user(userId).factors, []);
  });
});
