import assert from 'node:assert/strict';
import { ApplicationFailure } from '@temporalio/common';
import { Secret, TOTP } from 'otpauth';
import { answerPush } from '../../../okta-emulator/management/push-activation.js';
import { startOktaEmulator } from '../../../okta-emulator/okta-emulator.js';
import { classifyError } from '../../../src/activities/classify-error.js';
import { decideEnrollmentRefusal } from '../../../src/activities/decide-factor-refusal.js';
import type { AttentionReason } from '../../../src/contract/attention.js';
import { parseOktaEvent } from '../../../src/dispatch/parse-okta-event.js';
import type { OktaClient } from '../../../src/okta/okta-client.js';
import { createOktaSdkClient } from '../../../src/okta/okta-sdk-client.js';
import { createFakeOkta } from '../../support/fake-okta.js';
import { oktaApi } from '../okta-emulator/okta-api.js';
import { ssws } from '../../support/ssws.js';

interface Org {
  okta: OktaClient;
  groups: { readonly A: string; readonly B: string };
  addUser(status: 'STAGED' | 'ACTIVE' | 'DEPROVISIONED'): Promise<string>;
  /** The code that was sent to the person, or that the app shows. */
  codeOf(userId: string, factorId: string): string;
  /** In the app. */
  answerPush(userId: string, factorId: string, answer: 'ACCEPTED' | 'REJECTED'): void;
  close(): Promise<void>;
}

function createFakeOrg(): Promise<Org> {
  const okta = createFakeOkta();
  return Promise.resolve({
    okta,
    groups: okta.groups,
    addUser: (status) => Promise.resolve(okta.addUser({ status })),
    codeOf: (_, factorId) => okta.codeOf(factorId),
    answerPush: (_, factorId, answer) => {
      okta.answerPush(factorId, answer);
    },
    close: () => Promise.resolve(),
  });
}

async function createEmulatedOrg(): Promise<Org> {
  const emulator = await startOktaEmulator({ apiToken: '00token', smtpUrl: 'smtp://127.0.0.1:9' });
  const { url: orgUrl, apiToken: token, groupA: A, groupB: B } = emulator;
  const api = oktaApi(emulator);
  const find = (userId: string, factorId: string) => {
    const user = emulator.org.users.get(userId) ?? assert.fail();
    return { user, factor: user.factors.find(({ id }) => id === factorId) ?? assert.fail() };
  };
  return {
    okta: createOktaSdkClient({ orgUrl, credential: ssws(token), requestTimeoutMs: 5_000 }),
    codeOf(userId, factorId) {
      const { challenge, totp } = find(userId, factorId).factor;
      if (challenge) return challenge.code;
      return TOTP.generate({ secret: Secret.fromBase32(totp?.secret ?? assert.fail()) });
    },
    answerPush(userId, factorId, answer) {
      const { user, factor } = find(userId, factorId);
      const request = { id: 'r1', uri: '/app', ipAddress: '127.0.0.1', userAgent: 'Okta Verify' };
      const context = { org: emulator.org, user, caller: { user, sessionId: 's1', request } };
      answerPush(context, factor, answer === 'ACCEPTED');
    },
    groups: { A, B },
    async addUser(status) {
      const { id } =
        status === 'ACTIVE'
          ? await api.createUser({}, { query: '', password: 'Correct horse 1' })
          : await api.createUser();
      if (status === 'DEPROVISIONED') {
        await api.expect(204, 'POST', `/users/${id}/lifecycle/deactivate`);
      }
      return id;
    },
    close: () => emulator.close(),
  };
}

// What the tests of the activities believe of Okta is what the product's client sees of an org.
const orgs = {
  'the fake': createFakeOrg,
  'the SDK and the emulator': createEmulatedOrg,
};

for (const [name, createOrg] of Object.entries(orgs)) {
  describe(`Okta, played by ${name},`, () => {
    const phoneNumber = '+12015550123';
    let org: Org;
    let okta: OktaClient;
    let userId: string;

    beforeEach(async () => {
      org = await createOrg();
      ({ okta } = org);
      userId = await org.addUser('STAGED');
    });

    afterEach(() => org.close());

    async function assertRefused(call: Promise<unknown>, reason: AttentionReason): Promise<void> {
      const [outcome] = await Promise.allSettled([call]);
      assert(outcome.status === 'rejected', 'Okta took it');
      const failure = classifyError(outcome.reason, 1);
      assert(failure instanceof ApplicationFailure);
      assert.deepEqual(failure.details, [reason]);
    }

    it('knows a user, and no other', async () => {
      const user = await okta.getUser(userId);

      assert.deepEqual([user?.id, user?.status], [userId, 'STAGED']);
      assert.equal(typeof user?.profile['firstName'], 'string');
      assert.match(user?.typeId ?? '', /^oty/);
      assert.equal(await okta.getUser('00u0000000000000none'), undefined);
    });

    it('knows a user by the login, too', async () => {
      const login = (await okta.getUser(userId))?.profile['login'];

      assert(typeof login === 'string');
      assert.equal((await okta.getUser(login))?.id, userId);
      assert.equal(await okta.getUser('nobody@example.com'), undefined);
    });

    it('says who the token belongs to', async () => {
      assert.match((await okta.getOwnUserId()) ?? '', /^00u[0-9A-Za-z]{17}$/);
    });

    it('finds who has a value in an attribute, without regard to case, and nobody deactivated', async () => {
      const { profile } = (await okta.getUser(userId)) ?? assert.fail();
      const login = String(profile['login']);

      assert.deepEqual(await okta.findUserIds(['firstName', 'login'], ['no"\\', login]), [userId]);
      assert.deepEqual(await okta.findUserIds(['login'], [login.toUpperCase()]), [userId]);
      assert.deepEqual(await okta.findUserIds(['secondEmail'], [login]), []);
      const deactivated = await org.addUser('DEPROVISIONED');
      const gone = (await okta.getUser(deactivated))?.profile['login'];
      assert.deepEqual(await okta.findUserIds(['login'], [String(gone)]), []);
    });

    it('lists the members of a group with status and age, page by page', async () => {
      const empty = await okta.listGroupMembers(org.groups.A);
      assert.deepEqual(empty, { members: [] });

      const userIds: string[] = [];
      for (let member = 0; member < 201; member += 1) userIds.push(await org.addUser('STAGED'));
      for (const id of userIds) await okta.addUserToGroup(org.groups.A, id);
      const { members, next } = await okta.listGroupMembers(org.groups.A);
      assert.equal(members.length, 200);
      const rest = await okta.listGroupMembers(org.groups.A, next ?? assert.fail());
      assert.equal(rest.next, undefined);
      const all = [...members, ...rest.members];
      assert.deepEqual(all.map(({ id }) => id).toSorted(), userIds.toSorted());
      for (const { status, created } of all) {
        assert.equal(status, 'STAGED');
        assert.ok(Math.abs(Date.parse(created) - Date.now()) < 60_000);
      }
    });

    it('adds and removes a member, and does not mind a repeat', async () => {
      for (let time = 0; time < 2; time += 1) {
        await okta.addUserToGroup(org.groups.A, userId);
        assert.ok((await okta.listUserGroupIds(userId)).includes(org.groups.A));
      }
      for (let time = 0; time < 2; time += 1) {
        await okta.removeUserFromGroup(org.groups.A, userId);
        assert.ok(!(await okta.listUserGroupIds(userId)).includes(org.groups.A));
      }
    });

    it('refuses a group to a user whom it does not know', async () => {
      const addition = okta.addUserToGroup(org.groups.A, '00u0000000000000none');

      await assert.rejects(addition, { status: 404, errorCode: 'E0000007' });
    });

    it('allows SMS in both groups, and outside of them neither offers nor enrolls it', async () => {
      assert.ok(!(await okta.listAllowedFactors(userId)).includes('sms:OKTA'));
      await assertRefused(okta.enrollSmsFactor(userId, phoneNumber), 'sms-not-allowed');

      await okta.addUserToGroup(org.groups.A, userId);
      assert.ok((await okta.listAllowedFactors(userId)).includes('sms:OKTA'));
      await okta.addUserToGroup(org.groups.B, userId);
      await okta.removeUserFromGroup(org.groups.A, userId);
      assert.ok((await okta.listAllowedFactors(userId)).includes('sms:OKTA'));
    });

    it('enrolls a phone, ACTIVE at once, and hides it where SMS is not allowed', async () => {
      await okta.addUserToGroup(org.groups.A, userId);
      const factor = await okta.enrollSmsFactor(userId, phoneNumber);

      assert.deepEqual(factor, {
        ...{ id: factor.id, factorType: 'sms', provider: 'OKTA', status: 'ACTIVE' },
        ...{ phoneNumber, created: factor.created },
      });
      assert.ok(Math.abs(Date.parse(factor.created ?? '') - Date.now()) < 60_000);
      assert.deepEqual(await okta.getFactor(userId, factor.id), factor);
      assert.deepEqual(await okta.listFactors(userId), [factor]);
      await okta.removeUserFromGroup(org.groups.A, userId);
      assert.deepEqual(await okta.listFactors(userId), []);
      assert.equal(await okta.getFactor(userId, 'sms0000000000000none'), undefined);
    });

    it('enrolls no second phone, and not the same one twice', async () => {
      await okta.addUserToGroup(org.groups.A, userId);
      await okta.enrollSmsFactor(userId, phoneNumber);

      await assertRefused(okta.enrollSmsFactor(userId, '+12015550199'), 'other-phone-enrolled');
      await assertRefused(okta.enrollSmsFactor(userId, phoneNumber), 'okta-refused');
    });

    it('unenrolls a phone, does not mind a repeat, and lets another one follow', async () => {
      await okta.addUserToGroup(org.groups.A, userId);
      const { id } = await okta.enrollSmsFactor(userId, phoneNumber);

      for (let time = 0; time < 2; time += 1) {
        await okta.unenrollFactor(userId, id);
        assert.equal(await okta.getFactor(userId, id), undefined);
      }
      const other = await okta.enrollSmsFactor(userId, '+12015550199');
      assert.deepEqual(await okta.listFactors(userId), [other]);
    });

    const byCode = [
      { factorType: 'sms', provider: 'OKTA', phoneNumber },
      { factorType: 'call', provider: 'OKTA', phoneNumber },
      { factorType: 'email', provider: 'OKTA', email: 'ann@example.com' },
      { factorType: 'token:software:totp', provider: 'OKTA' },
      { factorType: 'token:software:totp', provider: 'GOOGLE' },
    ];
    for (const enrollment of byCode) {
      const { factorType, provider } = enrollment;
      it(`enrolls ${factorType} of ${provider}, and makes it ACTIVE for the right code alone`, async () => {
        if ('phoneNumber' in enrollment) await okta.addUserToGroup(org.groups.A, userId);
        const email = (await okta.getUser(userId))?.profile['email'];
        const given = 'email' in enrollment ? { ...enrollment, email: String(email) } : enrollment;
        const { activation, ...pending } = await okta.enrollFactor(userId, given);
        const { id, created } = pending;
        const whatever = { ...pending };
        delete whatever.email;
        assert.deepEqual(whatever, {
          ...{ id, factorType, provider, status: 'PENDING_ACTIVATION', created },
          ...('phoneNumber' in enrollment && { phoneNumber }),
        });
        const brings = activation && [typeof activation.sharedSecret, activation.timeStep];
        assert.deepEqual(brings, factorType.includes('totp') ? ['string', 30] : undefined);
        if (activation) assert.ok(URL.canParse(activation.qrCodeUrl ?? ''));
        assert.equal((await okta.getFactor(userId, id))?.status, 'PENDING_ACTIVATION');

        const right = org.codeOf(userId, id);
        const wrong = okta.activateFactor(userId, id, right === '000000' ? '000001' : '000000');
        await assert.rejects(wrong, { status: 403, errorCode: 'E0000068' });
        const active = await okta.activateFactor(userId, id, right);
        assert.equal(active.status, 'ACTIVE');
        const [listed, ...others] = await okta.listFactors(userId);
        assert.deepEqual([listed?.id, listed?.status, others], [active.id, 'ACTIVE', []]);
        const again = await okta.enrollFactor(userId, given).catch((error: unknown) => error);
        assert.equal(decideEnrollmentRefusal(again), 'already-enrolled');
      });
    }

    it('makes a push factor ACTIVE once the person accepts, and tells who rejects', async () => {
      for (const answer of ['REJECTED', 'ACCEPTED'] as const) {
        const push = { factorType: 'push', provider: 'OKTA' };
        const { id, activation } = await okta.enrollFactor(userId, push);
        assert.ok(URL.canParse(activation?.qrCodeUrl ?? ''));
        assert.deepEqual(await okta.pollPushActivation(userId, id), { factorResult: 'WAITING' });

        org.answerPush(userId, id, answer);
        const answered = await okta.pollPushActivation(userId, id);
        if (answer === 'REJECTED') assert.deepEqual(answered, { factorResult: answer });
        else assert('factor' in answered && answered.factor.status === 'ACTIVE');
      }
    });

    it('refuses to enroll or to activate what the policy or the user does not have', async () => {
      const sms = { factorType: 'sms', provider: 'OKTA', phoneNumber };
      const refused = await okta.enrollFactor(userId, sms).catch((error: unknown) => error);
      assert.equal(decideEnrollmentRefusal(refused), 'not-allowed-by-policy');
      const none = { ...sms, id: 'mbl0000000000000none', status: 'PENDING_ACTIVATION' };
      const calls = [
        () => okta.activateFactor(userId, none.id, '123456'),
        () => okta.resendFactorCode(userId, none),
        () => okta.pollPushActivation(userId, none.id),
      ];
      for (const call of calls) {
        await assert.rejects(call, { status: 404, errorCode: 'E0000007' });
      }
    });

    it('gives a PROVISIONED user a new activation link each time, and nobody else', async () => {
      await assert.rejects(okta.renewActivationLink(userId), {
        ...{ status: 403, errorCode: 'E0000038' },
      });

      await okta.activateUser(userId);
      const { activationUrl } = await okta.renewActivationLink(userId);
      assert.ok(URL.canParse(activationUrl));
      assert.notEqual((await okta.renewActivationLink(userId)).activationUrl, activationUrl);
      assert.equal((await okta.getUser(userId))?.status, 'PROVISIONED');

      const active = okta.renewActivationLink(await org.addUser('ACTIVE'));
      await assert.rejects(active, { status: 403, errorCode: 'E0000038' });
      const nobody = okta.renewActivationLink('00u0000000000000none');
      await assert.rejects(nobody, { status: 404, errorCode: 'E0000007' });
    });

    it('lets the phone be enrolled by the policies of Group A and Group B, and by nobody else', async () => {
      const active = { isActive: true, hasActiveRule: true };
      const policies = (await okta.listEnrollmentPolicies()).toSorted(
        (one, other) => one.priority - other.priority,
      );

      const [forA, forB, forAll] = policies;
      const { A, B } = org.groups;
      assert.deepEqual(
        [forA, forB],
        [
          { ...active, priority: 1, groupIds: [A], isForEveryone: false, phone: 'REQUIRED' },
          { ...active, priority: 2, groupIds: [B], isForEveryone: false, phone: 'OPTIONAL' },
        ],
      );
      assert.deepEqual(forAll, {
        ...{ ...active, priority: 3, groupIds: forAll?.groupIds, isForEveryone: true },
        phone: 'NOT_ALLOWED',
      });
      assert.equal(policies.length, 3);
    });

    it('asks for a second factor when people sign in', async () => {
      assert.equal(await okta.isMfaAskedFor(), true);
    });

    it('activates a STAGED user once', async () => {
      await okta.activateUser(userId);

      assert.equal((await okta.getUser(userId))?.status, 'PROVISIONED');
      await assert.rejects(okta.activateUser(userId), { status: 403, errorCode: 'E0000016' });
    });

    it('refuses to activate an ACTIVE user, and revives a deactivated one', async () => {
      const activation = okta.activateUser(await org.addUser('ACTIVE'));
      await assert.rejects(activation, { status: 403, errorCode: 'E0000016' });

      const deactivated = await org.addUser('DEPROVISIONED');
      await okta.activateUser(deactivated);
      assert.equal((await okta.getUser(deactivated))?.status, 'PROVISIONED');
    });

    it('tells in its System Log who was activated, by type, user and time', async () => {
      const since = new Date(Date.now() - 1_000);
      const filter = `eventType eq "user.lifecycle.activate" and target.id eq "${userId}"`;
      await okta.activateUser(userId);
      await okta.activateUser(await org.addUser('STAGED'));

      const events = (await okta.listLogEvents({ since, filter })).map(parseOktaEvent);
      assert.equal(events.length, 1);
      assert(events[0] && 'event' in events[0]);
      const { eventType, outcome, userId: about } = events[0].event;
      assert.deepEqual([eventType, outcome, about], ['user.lifecycle.activate', 'SUCCESS', userId]);
      const future = new Date(Date.now() + 60_000);
      assert.deepEqual(await okta.listLogEvents({ since: future, filter }), []);
    });

    it('tells in its System Log that it was us who changed a membership, once', async () => {
      const since = new Date(Date.now() - 1_000);
      const { A } = org.groups;
      for (let time = 0; time < 2; time += 1) await okta.addUserToGroup(A, userId);
      for (let time = 0; time < 2; time += 1) await okta.removeUserFromGroup(A, userId);

      for (const change of ['add', 'remove']) {
        const eventType = `group.user_membership.${change}`;
        const filter = `eventType eq "${eventType}" and target.id eq "${userId}"`;
        const [event, ...others] = await okta.listLogEvents({ since, filter });
        assert.deepEqual(others, []);
        const { target } = event as { target: { id: string; type: string }[] };
        assert.ok(target.some(({ id, type }) => id === A && type === 'UserGroup'));
        const parsed = parseOktaEvent(event);
        assert('event' in parsed);
        assert.equal(parsed.event.actor?.id, await okta.getOwnUserId());
        assert.match(parsed.apiTokenId ?? '', /^00T[0-9A-Za-z]{17}$/);
      }
    });
  });
}
