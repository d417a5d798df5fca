import assert from 'node:assert/strict';
import type { EnrollmentPolicy, OktaClient } from '../../../src/okta/okta-client.js';
import { OktaUnreachableError } from '../../../src/okta/okta-errors.js';
import type { ScriptedOkta } from './scripted-okta.js';
import { useScriptedClient } from './use-scripted-client.js';

const A = '00g0000000000000000A';
const everyone = '00g000000000everyone';

const including = (...include: string[]) => ({ people: { groups: { include } } });
const authenticators = (self: string) => ({
  type: 'AUTHENTICATORS',
  authenticators: [
    { key: 'okta_password', enroll: { self: 'REQUIRED' } },
    { key: 'phone_number', enroll: { self } },
  ],
});
const factors = (self: string) => ({
  type: 'FACTORS',
  factors: { okta_otp: { enroll: { self: 'REQUIRED' } }, okta_sms: { enroll: { self } } },
});
const policyOfA = {
  ...{ id: '00pA', type: 'MFA_ENROLL', name: 'SMS only', status: 'ACTIVE', priority: 1 },
  ...{ system: false, conditions: including(A), settings: authenticators('REQUIRED') },
};
const rule = { id: '0pr1', status: 'ACTIVE', actions: { enroll: { self: 'CHALLENGE' } } };
const inOurWords: EnrollmentPolicy = {
  ...{ isActive: true, hasActiveRule: true, priority: 1, groupIds: [A], isForEveryone: false },
  phone: 'REQUIRED',
};

describe("Okta's policies", () => {
  let server: ScriptedOkta;
  let okta: OktaClient;
  useScriptedClient((given) => {
    ({ server, okta } = given);
  });

  const answer = (...bodies: unknown[]) => {
    server.answer(...bodies.map((json) => ({ status: 200, json })));
  };
  const requests = () =>
    server.requests.map(({ method, path, query }) =>
      [method, path.replace('/api/v1/policies', ''), query['type']].join(' ').trim(),
    );

  describe('of enrollment', () => {
    async function readAlone(change: object): Promise<EnrollmentPolicy | undefined> {
      answer([{ ...policyOfA, ...change }], [rule]);
      const [policy, ...others] = await okta.listEnrollmentPolicies();
      assert.deepEqual(others, []);
      return policy;
    }

    it('are read with the rules of each that is active, over all pages', async () => {
      const link = `<${server.url}/api/v1/policies?type=MFA_ENROLL&after=2>; rel="next"`;
      server.answer({ status: 200, json: [policyOfA], headers: { link } });
      answer([{ ...policyOfA, id: '00pOff', status: 'INACTIVE', priority: 2 }], [rule]);

      assert.deepEqual(await okta.listEnrollmentPolicies(), [
        inOurWords,
        { ...inOurWords, isActive: false, hasActiveRule: false, priority: 2 },
      ]);
      assert.deepEqual(requests(), ['GET  MFA_ENROLL', 'GET  MFA_ENROLL', 'GET /00pA/rules']);
    });

    it('take the rest of the list from no other org', async () => {
      const headers = { link: `<https://other.okta.com/api/v1/policies?after=2>; rel="next"` };
      server.answer({ status: 200, json: [policyOfA], headers });

      await assert.rejects(okta.listEnrollmentPolicies(), OktaUnreachableError);
    });

    for (const rules of [[], [{ ...rule, status: 'INACTIVE' }]]) {
      it(`have no active rule where they have ${JSON.stringify(rules)}`, async () => {
        answer([policyOfA], rules);

        const [policy] = await okta.listEnrollmentPolicies();
        assert.deepEqual(policy, { ...inOurWords, hasActiveRule: false });
      });
    }

    const phones: [what: string, settings: unknown, phone: EnrollmentPolicy['phone']][] = [
      ["OPTIONAL in Identity Engine's form", authenticators('OPTIONAL'), 'OPTIONAL'],
      ["NOT_ALLOWED in Identity Engine's form", authenticators('NOT_ALLOWED'), 'NOT_ALLOWED'],
      ["REQUIRED in Classic's form", factors('REQUIRED'), 'REQUIRED'],
      ["OPTIONAL in Classic's form", factors('OPTIONAL'), 'OPTIONAL'],
      ["NOT_ALLOWED in Classic's form", factors('NOT_ALLOWED'), 'NOT_ALLOWED'],
      ['not among the authenticators', { authenticators: [] }, 'NOT_ALLOWED'],
      ['not among the factors', { factors: {} }, 'NOT_ALLOWED'],
      ['named without enrollment', { authenticators: [{ key: 'phone_number' }] }, 'NOT_ALLOWED'],
      ['a word that is not known', authenticators('PERHAPS'), 'NOT_ALLOWED'],
      ['not mentioned', {}, 'NOT_ALLOWED'],
      ['without settings', null, 'NOT_ALLOWED'],
    ];
    for (const [what, settings, phone] of phones) {
      it(`have the phone as ${phone} where it is ${what}`, async () => {
        assert.equal((await readAlone({ settings }))?.phone, phone);
      });
    }

    it('are for everyone as the default policy, by its group, or without a group', async () => {
      const policy = (id: string, more: object) => ({
        ...policyOfA,
        id,
        status: 'INACTIVE',
        ...more,
      });
      answer([
        policy('00pA', {}),
        policy('00pAll', { conditions: including(A, everyone) }),
        policy('00pEmpty', { conditions: including() }),
        policy('00pNone', { conditions: null }),
        policy('00pDefault', { system: true, conditions: including(everyone) }),
        policy('00pBare', { system: true, conditions: null }),
      ]);

      assert.deepEqual(
        (await okta.listEnrollmentPolicies()).map(({ groupIds, isForEveryone }) => [
          groupIds,
          isForEveryone,
        ]),
        [
          [[A], false],
          [[A, everyone], true],
          [[], true],
          [[], true],
          [[everyone], true],
          [[], true],
        ],
      );
    });

    it('cannot be read without a priority, or where a refusal comes in between', async () => {
      answer([{ ...policyOfA, priority: undefined }]);
      await assert.rejects(okta.listEnrollmentPolicies(), OktaUnreachableError);

      answer([policyOfA]);
      server.answer({ status: 403, json: { errorCode: 'E0000006' } });
      await assert.rejects(okta.listEnrollmentPolicies(), {
        errorCode: 'E0000006',
        status: 403,
      });
    });
  });

  describe('of sign-on', () => {
    const active = (id: string, more: object = {}) => ({ id, status: 'ACTIVE', ...more });
    const session = (requireFactor: boolean, status = 'ACTIVE') => ({
      ...{ status, actions: { signon: { access: 'ALLOW', requireFactor } } },
    });
    const app = (verificationMethod: object | null, status = 'ACTIVE') => ({
      ...{ status, actions: { appSignOn: { access: 'ALLOW', verificationMethod } } },
    });
    const twoFactors = app({ type: 'ASSURANCE', factorMode: '2FA' });

    it('ask for MFA by the first active rule that does, and no more is read', async () => {
      answer([active('00p1'), active('00p2'), active('00p3')], [session(false)], [session(true)]);

      assert.equal(await okta.isMfaAskedFor(), true);
      assert.deepEqual(requests(), ['GET  OKTA_SIGN_ON', 'GET /00p1/rules', 'GET /00p2/rules']);
    });

    it('ask for it by the rule of an app, too', async () => {
      for (const asking of [twoFactors, app({ type: 'AUTH_METHOD_CHAIN', chains: [] })]) {
        answer([active('00p1')], [session(false)], [active('00p2')]);
        answer([app({ type: 'ASSURANCE', factorMode: '1FA' }), asking]);

        assert.equal(await okta.isMfaAskedFor(), true);
      }
      assert.deepEqual(requests().slice(0, 4), [
        ...['GET  OKTA_SIGN_ON', 'GET /00p1/rules'],
        ...['GET  ACCESS_POLICY', 'GET /00p2/rules'],
      ]);
    });

    it('do not ask by what is not active, or by what is not about a second factor', async () => {
      const off = { id: '00pOff', status: 'INACTIVE' };
      answer([off, active('00p1')], [session(true, 'INACTIVE'), session(false), rule]);
      answer([off, active('00p2')], [{ ...twoFactors, status: 'INACTIVE' }, app(null)]);

      assert.equal(await okta.isMfaAskedFor(), false);
      assert.equal(server.requests.length, 4);
    });

    it('do not ask by the policy about changes of the account', async () => {
      const _embedded = { resourceType: 'END_USER_ACCOUNT_MANAGEMENT' };
      answer([], [active('00pAccount', { _embedded })]);

      assert.equal(await okta.isMfaAskedFor(), false);
      assert.equal(server.requests.length, 2);
    });

    it('are those of the session alone on Classic, which refuses the others', async () => {
      answer([active('00p1')], [session(false)]);
      server.answer({ status: 400, json: { errorCode: 'E0000001' } });

      assert.equal(await okta.isMfaAskedFor(), false);
    });

    it('are not taken for silent where Okta does not let them be read', async () => {
      for (const status of [401, 403, 429, 500]) {
        answer([]);
        server.answer({ status, json: { errorCode: 'E0000006' } });
        await assert.rejects(okta.isMfaAskedFor(), { name: 'OktaApiError', status });
      }
      server.answer({ status: 400, json: { errorCode: 'E0000001' } });
      await assert.rejects(okta.isMfaAskedFor(), { name: 'OktaApiError', status: 400 });
    });
  });
});
