import assert from 'node:assert/strict';
import type { ActivationCheck } from '../../../src/activities/activation.js';
import type { Population } from '../../../src/activities/enrollment-settings.js';
import type { CompletionRule } from '../../../src/contract/pre-enroll-user.js';
import { quietWaiting } from '../../support/settings.js';
import { oktaError } from '../../support/okta-error.js';
import {
  answerLost,
  assertNeedsAttention,
  assertRetryable,
  createActivityEnvironment,
  type ActivityEnvironment,
} from './activity-environment.js';

const reminding = { ...quietWaiting, reminders: [24 * 60 * 60_000] };

describe('activateUser', () => {
  let okta: ActivityEnvironment['okta'];
  let activities: ActivityEnvironment['activities'];
  let run: ActivityEnvironment['run'];

  beforeEach(() => {
    ({ okta, activities, run } = createActivityEnvironment());
  });

  const activate = (userId: string) => run(activities.activateUser, { userId });

  it('lets Okta send the activation mail to a STAGED user', async () => {
    const userId = okta.addUser();
    await activate(userId);

    assert.equal(okta.user(userId).status, 'PROVISIONED');
    assert.equal(okta.user(userId).activationMails, 1);
  });

  for (const status of ['PROVISIONED', 'ACTIVE', 'DEPROVISIONED', 'SUSPENDED', 'HIBERNATING']) {
    it(`leaves a user alone who is ${status}`, async () => {
      const userId = okta.addUser({ status });
      await activate(userId);

      assert.equal(okta.user(userId).status, status);
      assert.equal(okta.count('activateUser'), 0);
    });
  }

  it('leaves a user alone whom Okta does not know', async () => {
    await activate('00u0000000000000none');

    assert.equal(okta.count('activateUser'), 0);
  });

  it('sends one mail when the first answer was lost', async () => {
    const userId = okta.addUser();
    okta.executeThenFailNext('activateUser', answerLost);
    await assertRetryable(activate(userId), 'OktaUnavailable');
    await activate(userId);

    assert.equal(okta.user(userId).activationMails, 1);
  });

  it('plans the waiting with the same look at the user, from when it is done', async () => {
    ({ okta, activities, run } = createActivityEnvironment({ waiting: reminding }));
    const userId = okta.addUser();
    const plansFrom = '2026-01-05T12:00:00.000Z';
    const before = Date.now();
    const activated = await run(activities.activateUser, { userId, plansFrom });

    assert.equal(okta.count('getUser'), 1);
    assert.equal(activated?.completionRule, 'mfa-verified');
    const { actions } = activated.plan;
    assert(actions.length > 0);
    assert(actions.every(({ at }) => Date.parse(at) > before));
  });

  it('plans the waiting from the time of the run where that is ahead', async () => {
    ({ okta, activities, run } = createActivityEnvironment({ waiting: reminding }));
    const userId = okta.addUser();
    const plansFrom = '2090-01-05T12:00:00.000Z';
    const activated = await run(activities.activateUser, { userId, plansFrom });

    const { actions = [] } = activated?.plan ?? {};
    assert(actions.length > 0);
    assert(actions.every(({ at }) => at > plansFrom));
  });

  for (const status of ['PROVISIONED', 'ACTIVE', 'SUSPENDED']) {
    it(`is done when Okta refuses because the user has become ${status} meanwhile`, async () => {
      const userId = okta.addUser({ status });
      okta.answerNext('getUser', { id: userId, status: 'STAGED', profile: {} });
      await activate(userId);

      assert.equal(okta.count('activateUser'), 1);
      assert.equal(okta.user(userId).activationMails, 0);
    });
  }

  for (const answer of ['403 E0000016', '403 E0000038'] as const) {
    it(`needs a person when Okta refuses a user who stays STAGED with ${answer}`, async () => {
      const userId = okta.addUser();
      okta.failNext('activateUser', oktaError(answer));

      await assertNeedsAttention(activate(userId), 'okta-refused');
    });
  }

  it('needs a person when the credential may not activate', async () => {
    const userId = okta.addUser();
    okta.failNext('activateUser', oktaError('403 E0000006'));

    await assertNeedsAttention(activate(userId), 'okta-permission-missing');
  });
});

describe('checkActivation', () => {
  const since = '2026-01-05T08:00:00.000Z';
  const before = new Date('2026-01-05T07:59:59.999Z');
  const activeFactor = { factorIsActive: true, factorStatus: 'ACTIVE' };
  const told = { eventId: 'e-1', published: since, seenIn: 'event-hook' } as const;

  /** A hire with an enrolled phone who has set a password. */
  async function activated(completionRule: CompletionRule, more: Partial<Population> = {}) {
    const environment = createActivityEnvironment({ completionRule, ...more });
    const { okta, activities, run } = environment;
    const userId = okta.addUser({ groupIds: new Set([okta.groups.A]) });
    const { factorId } = await run(activities.enrollSms, { userId });
    await run(activities.activateUser, { userId });
    okta.setPassword(userId);
    const check = (changes: Partial<ActivationCheck> = {}) =>
      run(activities.checkActivation, { userId, factorId, since, ...changes });
    return { okta, userId, factorId, check };
  }

  for (const rule of ['mfa-verified', 'active'] as const) {
    it(`tells under the rule ${rule} the status and our factor of a user who is PROVISIONED`, async () => {
      const { okta, userId, check } = await activated(rule);
      okta.user(userId).status = 'PROVISIONED';

      assert.deepEqual(await check(), {
        ...{ rule, userStatus: 'PROVISIONED', factorIsActive: true, factorStatus: 'ACTIVE' },
      });
      assert.equal(okta.count('listLogEvents'), 0);
    });
  }

  it('says DELETED for a user who is gone', async () => {
    const { okta, userId, check } = await activated('active');
    okta.deleteUser(userId);

    assert.equal((await check()).userStatus, 'DELETED');
  });

  it('does not ask for a verification under the rule active', async () => {
    const { okta, userId, check } = await activated('active');
    okta.verifyPhone(userId);

    const facts = { rule: 'active', userStatus: 'ACTIVE', ...activeFactor };
    assert.deepEqual(await check(), facts);
    assert.equal(okta.count('listLogEvents'), 0);
  });

  it('keeps the verification that a hook has brought, and does not search the log', async () => {
    const { okta, check } = await activated('mfa-verified');

    assert.deepEqual((await check({ phoneVerification: told })).phoneVerification, told);
    assert.equal(okta.count('listLogEvents'), 0);
  });

  it('finds a verification by text in the System Log', async () => {
    const { okta, userId, check } = await activated('mfa-verified');
    const { uuid, published } = okta.verifyPhone(userId);

    assert.deepEqual((await check()).phoneVerification, {
      eventId: uuid,
      published,
      seenIn: 'system-log',
    });
  });

  it('counts a verification by call', async () => {
    const { okta, userId, check } = await activated('mfa-verified');
    okta.log.add('user.authentication.auth_via_mfa', userId, { method: 'VOICE' });

    assert.equal((await check()).phoneVerification?.seenIn, 'system-log');
  });

  it('does not count a password, a refused code, another method, or an event without a method', async () => {
    const { okta, userId, check } = await activated('mfa-verified');
    const add = okta.log.add.bind(undefined, 'user.authentication.auth_via_mfa', userId);
    add({ method: 'SMS', outcome: 'FAILURE' });
    add({ method: 'EMAIL' });
    add();

    assert.deepEqual(await check(), {
      rule: 'mfa-verified',
      userStatus: 'ACTIVE',
      ...activeFactor,
    });
  });

  it("does not count another person's verification", async () => {
    const { okta, check } = await activated('mfa-verified');
    okta.log.add('user.authentication.auth_via_mfa', okta.addUser(), { method: 'SMS' });

    assert.equal((await check()).phoneVerification, undefined);
  });

  it('does not count a verification from before the activation that Okta wrote down late', async () => {
    const { okta, userId, check } = await activated('mfa-verified');
    const verified = { method: 'SMS', published: before };
    okta.log.add('user.authentication.auth_via_mfa', userId, verified);

    assert.equal((await check()).phoneVerification, undefined);
  });

  it('looks no further back than Okta keeps its log, however long the wait', async () => {
    const { okta, check } = await activated('mfa-verified');
    await check({ since: '2020-01-01T00:00:00.000Z' });

    const [query] = okta.calls.findLast(({ method }) => method === 'listLogEvents')?.args ?? [];
    const { since: asked } = query as { since: Date };
    const days = (Date.now() - asked.getTime()) / (24 * 60 * 60_000);
    assert.ok(days > 89 && days < 91, String(days));
  });

  it('passes over what it cannot read in the log', async () => {
    const { okta, userId, check } = await activated('mfa-verified');
    const event = okta.verifyPhone(userId);
    okta.answerNext('listLogEvents', [null, {}, { ...event, uuid: 7 }, event]);

    assert.equal((await check()).phoneVerification?.eventId, event['uuid']);
  });

  it('does not take another factor for ours', async () => {
    const { check } = await activated('active');

    assert.equal((await check({ factorId: 'sms000000000000other' })).factorIsActive, false);
  });

  it('sees that our factor is not ACTIVE any more, or gone', async () => {
    const { okta, userId, check } = await activated('active');
    const [factor] = okta.user(userId).factors;
    assert(factor);

    const lost = { rule: 'active', userStatus: 'ACTIVE', factorIsActive: false };
    factor.status = 'INACTIVE';
    assert.deepEqual(await check(), { ...lost, factorStatus: 'INACTIVE', hold: 'factor-lost' });
    okta.user(userId).factors = [];
    assert.deepEqual(await check(), { ...lost, factorStatus: 'GONE', hold: 'factor-lost' });
    okta.user(userId).status = 'PROVISIONED';
    assert.equal((await check()).hold, 'factor-lost');
  });

  it('saves the look at the phone of a user who is not ACTIVE yet, where it is told to', async () => {
    const { okta, userId, check } = await activated('active');
    okta.user(userId).status = 'PROVISIONED';
    okta.user(userId).factors = [];

    assert.equal((await check({ skipsPhone: true })).hold, undefined);
    okta.user(userId).status = 'ACTIVE';
    assert.equal((await check({ skipsPhone: true })).hold, 'factor-lost');
  });

  it('tells the status alone of a user who is in any other', async () => {
    const { okta, userId, check } = await activated('active');
    for (const userStatus of ['SUSPENDED', 'LOCKED_OUT', 'STAGED', 'HIBERNATING']) {
      okta.user(userId).status = userStatus;
      assert.deepEqual(await check(), { rule: 'active', userStatus, factorIsActive: false });
    }
  });

  it('holds when the profile has another number than the one that is enrolled', async () => {
    const { okta, userId, check } = await activated('mfa-verified');
    okta.verifyPhone(userId);
    const { profile } = okta.user(userId);

    profile['mobilePhone'] = '(201) 555-0123';
    assert.equal(
      (await check()).hold,
      undefined,
      'unusable without a country, and no other number',
    );
    profile['mobilePhone'] = '+1 201 555 0199';
    const { hold, phoneVerification } = await check();
    assert.deepEqual([hold, phoneVerification], ['phone-changed', undefined]);
    okta.user(userId).status = 'PROVISIONED';
    assert.equal((await check()).hold, 'phone-changed');
    assert.equal((await check({ accepted: ['phone-changed'] })).hold, undefined);
    profile['mobilePhone'] = '+1 201-555-0123';
    assert.equal((await check()).hold, undefined);
  });

  it('does not mind a changed number where that is no rule', async () => {
    const { okta, userId, check } = await activated('active', { holdsChangedPhones: false });
    okta.user(userId).profile['mobilePhone'] = '+1 201 555 0199';

    assert.equal((await check()).hold, undefined);
  });

  it('changes nothing', async () => {
    const { okta, userId, check } = await activated('mfa-verified');
    const state = structuredClone(okta.user(userId));
    await check();

    assert.deepEqual(okta.user(userId), state);
  });

  it('is tried again when Okta does not answer', async () => {
    const { okta, check } = await activated('mfa-verified');
    for (const method of ['getUser', 'listFactors', 'listLogEvents'] as const) {
      okta.failNext(method, answerLost);
      await assertRetryable(check(), 'OktaUnavailable');
    }
  });
});
