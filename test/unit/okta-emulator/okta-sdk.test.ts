import assert from 'node:assert/strict';
/* eslint-disable @typescript-eslint/no-unsafe-class-instance-assignment -- the SDK serializes plain objects like its classes */
import {
  Client,
  DefaultRequestExecutor,
  type AuthenticatorEnrollmentPolicy,
  type AuthenticatorEnrollmentPolicyRule,
} from '@okta/okta-sdk-nodejs';
import { startOktaEmulator, type OktaEmulator } from '../../../okta-emulator/okta-emulator.js';

interface SdkError {
  status: number;
  errorCode: string;
}

describe("Okta's own SDK against the emulator", () => {
  let okta: OktaEmulator;
  let sdk: Client;

  beforeEach(async () => {
    okta = await startOktaEmulator({ apiToken: 'token', smtpUrl: 'smtp://127.0.0.1:9' });
    sdk = new Client({
      orgUrl: okta.url,
      token: okta.apiToken,
      // The SDK's own cache would never show a change; its executor would sleep on 429.
      cacheMiddleware: null,
      requestExecutor: new DefaultRequestExecutor({ maxRetries: 0, requestTimeout: 5000 }),
    });
  });

  afterEach(() => okta.close());

  const createUser = (login: string) =>
    sdk.userApi.createUser({
      activate: false,
      body: { profile: { login, email: login, firstName: 'Ann', lastName: 'Lee' } },
    });

  it('takes a hire from creation to activation', async () => {
    const { id: userId = '' } = await createUser('ann@example.com');
    await sdk.groupApi.assignUserToGroup({ groupId: okta.groupA, userId });
    const supported = await sdk.userFactorApi.listSupportedFactors({ userId });
    const types: (string | undefined)[] = [];
    await supported.each((factor) => {
      types.push(factor.factorType);
    });
    assert.ok(types.includes('sms'));

    const factor = await sdk.userFactorApi.enrollFactor({
      userId,
      activate: true,
      body: { factorType: 'sms', provider: 'OKTA', profile: { phoneNumber: '+15554151337' } },
    });
    assert.equal(factor.status, 'ACTIVE');
    const { activationToken } = await sdk.userApi.activateUser({ userId, sendEmail: false });

    assert.match(activationToken ?? '', /^[\w-]{20}$/);
    assert.equal((await sdk.userApi.getUser({ userId })).status, 'PROVISIONED');
  });

  it('pages through lists by their links', async () => {
    for (const name of ['a', 'b', 'c', 'd', 'e']) await createUser(`${name}@example.com`);

    const users = await sdk.userApi.listUsers({ filter: 'status eq "STAGED"', limit: 2 });
    const logins: (string | null | undefined)[] = [];
    await users.each((user) => {
      logins.push(user.profile?.login);
    });

    assert.deepEqual(
      logins.toSorted(),
      ['a', 'b', 'c', 'd', 'e'].map((name) => `${name}@example.com`),
    );
  });

  it('pages through the members of a group', async () => {
    for (const name of ['a', 'b', 'c']) {
      const { id: userId = '' } = await createUser(`${name}@example.com`);
      await sdk.groupApi.assignUserToGroup({ groupId: okta.groupA, userId });
    }

    const users = await sdk.groupApi.listGroupUsers({ groupId: okta.groupA, limit: 2 });
    const members: unknown[] = [];
    await users.each(({ id, status, created }) => {
      members.push([typeof id, status, created instanceof Date]);
    });

    assert.deepEqual(members, Array(3).fill(['string', 'STAGED', true]));
  });

  it('gives a new link without a mail, and tells whose token it has', async () => {
    const { id: userId = '' } = await createUser('ann@example.com');
    await sdk.userApi.activateUser({ userId, sendEmail: false });

    const { activationUrl } = await sdk.userApi.reactivateUser({ userId, sendEmail: false });

    assert.ok(activationUrl?.startsWith(okta.url));
    assert.equal((await sdk.userApi.getUser({ userId: 'me' })).id, okta.org.admin.id);
  });

  it('rejects with Okta’s error code', async () => {
    const { id: userId = '' } = await createUser('ann@example.com');
    await sdk.userApi.activateUser({ userId });

    await assert.rejects(sdk.userApi.activateUser({ userId }), (error: SdkError) => {
      assert.deepEqual([error.status, error.errorCode], [403, 'E0000016']);
      return true;
    });
  });

  it('reads the System Log up to its end', async () => {
    await createUser('ann@example.com');
    const log = await sdk.systemLogApi.listLogEvents({
      filter: 'eventType eq "user.lifecycle.create"',
    });
    const uuids: (string | undefined)[] = [];
    await log.each((event) => {
      uuids.push(event.uuid);
    });

    assert.deepEqual(
      uuids,
      okta.org.log.entries.map(({ event }) => event.uuid),
    );
  });

  it('creates an enrollment policy with a rule', async () => {
    const definition: AuthenticatorEnrollmentPolicy = {
      type: 'MFA_ENROLL',
      name: 'From the SDK',
      conditions: { people: { groups: { include: [okta.groupA] } } },
      settings: {
        type: 'AUTHENTICATORS',
        authenticators: [{ key: 'phone_number', enroll: { self: 'REQUIRED' } }],
      },
    };
    const always: AuthenticatorEnrollmentPolicyRule = {
      type: 'MFA_ENROLL',
      name: 'Always',
      actions: { enroll: { self: 'CHALLENGE' } },
    };

    const policy = await sdk.policyApi.createPolicy({ policy: definition });
    const policyId = policy.id ?? '';
    const rule = await sdk.policyApi.createPolicyRule({ policyId, policyRule: always });

    assert.match(policyId, /^00p/);
    assert.match(rule.id ?? '', /^0pr/);
    assert.equal(okta.org.policies.get(policyId)?.rules[0]?.name, 'Always');
  });
});
