import assert from 'node:assert/strict';
import { startOktaEmulator, type OktaEmulator } from '../../../../okta-emulator/okta-emulator.js';
import { OktaApiError } from '../../../../src/okta/okta-errors.js';
import type { OktaOrgClient } from '../../../../src/okta/org-client.js';
import { createOktaOrgClient } from '../../../../src/okta/org-sdk-client.js';
import { startHookEndpoint, type HookEndpoint } from '../../okta-emulator/hook-endpoint.js';

const rule = {
  ...{ type: 'MFA_ENROLL', name: 'Always' },
  conditions: { network: { connection: 'ANYWHERE' } },
  actions: { enroll: { self: 'CHALLENGE' } },
};

for (const engine of ['classic', 'idx'] as const) {
  describe(`the client for an org, with an org of ${engine}`, () => {
    let emulator: OktaEmulator;
    let okta: OktaOrgClient;

    beforeEach(async () => {
      emulator = await startOktaEmulator({
        engine,
        apiToken: 'token',
        smtpUrl: 'smtp://127.0.0.1:9',
      });
      okta = clientOf(emulator.url);
    });
    afterEach(() => emulator.close());

    it('tells the engine, and how far the clocks are apart, whatever the credential is', async () => {
      const { engine: told, skewMs } = await clientOf(emulator.url, 'wrong').readOrganization();

      assert.equal(told, engine);
      assert(Math.abs(skewMs) < 2_000, String(skewMs));
    });

    it('finds groups by their whole name, makes them, and deletes them as often as asked', async () => {
      const made = await okta.createGroup({ name: 'Sales "EU"', description: 'x' });
      await okta.createGroup({ name: 'Sales "EU" North', description: 'x' });

      assert.deepEqual(made, { id: made.id, type: 'OKTA_GROUP', name: 'Sales "EU"' });
      assert.deepEqual(await okta.findGroupsByName('Sales "EU"'), [made]);
      assert.deepEqual(await okta.findGroupsByName('Sales'), []);
      assert.deepEqual(await okta.getGroup(made.id), made);
      await okta.deleteGroup(made.id);
      await okta.deleteGroup(made.id);
      assert.equal(await okta.getGroup(made.id), undefined);
    });

    it('makes enrollment policies in the form of the engine, and reads them back whole', async () => {
      const settings =
        engine === 'idx'
          ? {
              type: 'AUTHENTICATORS',
              authenticators: [{ key: 'phone_number', enroll: { self: 'REQUIRED' } }],
            }
          : { type: 'FACTORS', factors: { okta_sms: { enroll: { self: 'REQUIRED' } } } };
      const body = {
        ...{ type: 'MFA_ENROLL' as const, name: 'Ours', priority: 1, settings },
        conditions: { people: { groups: { include: [emulator.groupA] } } },
      };
      const { id } = await okta.createPolicy(body);
      const { id: ruleId } = await okta.createPolicyRule(id, rule);
      const [first, ...others] = await okta.listPolicies('MFA_ENROLL');

      assert.deepEqual(first, {
        ...{ id, type: 'MFA_ENROLL', name: 'Ours', status: 'ACTIVE', priority: 1, settings },
        ...{ isSystem: false, groupIds: [emulator.groupA], rules: first?.rules },
      });
      assert.deepEqual(
        first.rules.map(({ id: itsId, name, actions }) => [itsId, name, actions]),
        [[ruleId, 'Always', rule.actions]],
      );
      assert.equal(others.at(-1)?.isSystem, true);

      assert.equal((await okta.replacePolicy(id, { ...body, name: 'Other' })).name, 'Other');
      await okta.deletePolicyRule(id, ruleId);
      await okta.deletePolicyRule(id, ruleId);
      await okta.deletePolicy(id);
      await okta.deletePolicy(id);
      const left = await okta.listPolicies('MFA_ENROLL');
      assert.deepEqual(
        left.map((policy) => policy.id),
        others.map((policy) => policy.id),
      );
    });

    it('finds policies of app sign-in on Identity Engine alone', async () => {
      const found = await okta.listPolicies('ACCESS_POLICY');

      assert.equal(found.length > 0, engine === 'idx');
    });

    it('lists authenticators on Identity Engine; Classic refuses', async () => {
      if (engine === 'classic') {
        await assert.rejects(okta.listAuthenticators(), OktaApiError);
        return;
      }
      const phone = (await okta.listAuthenticators()).find(({ key }) => key === 'phone_number');
      assert.equal(phone?.status, 'ACTIVE');
    });

    it('tells what is left of the bucket of a request', async () => {
      const limit = await okta.readRateLimit('/api/v1/groups?limit=1');

      assert(limit !== undefined && limit.remaining < limit.limit);
    });

    describe('with an event hook', () => {
      let endpoint: HookEndpoint;

      beforeEach(async () => {
        endpoint = await startHookEndpoint();
      });
      afterEach(() => {
        endpoint.close();
      });

      it('makes it, has it verified, changes it, and deletes it as often as asked', async () => {
        const body = {
          ...{ name: 'ours', url: endpoint.url, secret: 'hook-secret' },
          eventTypes: ['user.lifecycle.create'],
        };
        const { id, ...made } = await okta.createEventHook(body);
        assert.deepEqual(made, {
          ...{ name: 'ours', status: 'ACTIVE', verificationStatus: 'UNVERIFIED' },
          ...{ url: endpoint.url, eventTypes: body.eventTypes, hasFilter: false },
        });

        assert.equal((await okta.verifyEventHook(id)).verificationStatus, 'VERIFIED');
        const changed = await okta.replaceEventHook(id, { ...body, secret: 'another' });
        assert.equal(changed.verificationStatus, 'UNVERIFIED');
        assert.equal((await okta.activateEventHook(id)).status, 'ACTIVE');
        assert.deepEqual(await okta.listEventHooks(), [{ id, ...made }]);
        await okta.deleteEventHook(id);
        await okta.deleteEventHook(id);
        assert.deepEqual(await okta.listEventHooks(), []);
      });
    });
  });
}

function clientOf(orgUrl: string, token = 'token'): OktaOrgClient {
  return createOktaOrgClient({
    ...{ orgUrl, requestTimeoutMs: 5_000 },
    credential: { mode: 'SSWS', token: { value: token } },
  });
}
