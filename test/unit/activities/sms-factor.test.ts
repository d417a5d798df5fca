import assert from 'node:assert/strict';
import type { OktaFactor } from '../../../src/okta/okta-client.js';
import { createFakeOkta } from '../../support/fake-okta.js';
import { oktaError } from '../../support/okta-error.js';
import {
  answerLost,
  assertNeedsAttention,
  assertRetryable,
  createActivityEnvironment,
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

  const enroll = () => run(activities.enrollSms, { userId });

  it('enrolls the number of the profile in E.164 and returns only the id', async () => {
    const result = await enroll();

    const [factor] = okta.user(userId).factors;
    assert.deepEqual(factor, {
      id: result.factorId,
      factorType: 'sms',
      provider: 'OKTA',
      status: 'ACTIVE',
      phoneNumber: '+12015550123',
    });
    assert.deepEqual(Object.keys(result), ['factorId']);
  });

  it('takes an ACTIVE factor with the same number as done', async () => {
    okta.user(userId).factors.push(enrolled);

    assert.deepEqual(await enroll(), { factorId: enrolled.id });
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

  it('never replaces another number', async () => {
    okta.user(userId).factors.push({ ...enrolled, phoneNumber: '+12015550199' });

    await assertNeedsAttention(enroll(), 'other-phone-enrolled');
    assert.equal(okta.count('enrollSmsFactor'), 0);
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

  it('is not believed before Okta shows the factor as ACTIVE', async () => {
    okta.answerNext('getFactor', undefined);
    await assertRetryable(enroll(), 'OktaUnavailable');
    okta.user(userId).factors = [];
    okta.answerNext('getFactor', { ...enrolled, status: 'PENDING_ACTIVATION' });
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
