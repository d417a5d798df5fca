import type { OktaEmulator } from '../../../okta-emulator/okta-emulator.js';
import { OktaApiError } from '../../../src/okta/okta-errors.js';
import type { OktaOrgClient } from '../../../src/okta/org-client.js';
import { createOktaOrgClient } from '../../../src/okta/org-sdk-client.js';
import { runtimePermissions, runtimeResources } from '../../../src/okta/runtime-permissions.js';
import { startHookEndpoint } from '../okta-emulator/hook-endpoint.js';

/** What the calls make, for those that come after. */
interface Made {
  emulator: OktaEmulator;
  hookUrl: string;
  groupId: string;
  policyId: string;
  ruleId: string;
  authenticatorId: string;
  hookId: string;
  roleId: string;
  resourceSetId: string;
}

const enrollmentPolicy = ({ emulator, groupId }: Made) => ({
  ...{ type: 'MFA_ENROLL' as const, name: 'Of the setup', status: 'ACTIVE', priority: 1 },
  conditions: { people: { groups: { include: [groupId] } } },
  settings:
    emulator.org.engine === 'idx'
      ? {
          type: 'AUTHENTICATORS',
          authenticators: [{ key: 'phone_number', enroll: { self: 'REQUIRED' } }],
        }
      : { type: 'FACTORS', factors: { okta_sms: { enroll: { self: 'REQUIRED' } } } },
});
const hook = ({ hookUrl: url }: Made) => ({
  ...{ name: 'setup', url, secret: 'secret-of-the-hook', eventTypes: ['user.lifecycle.create'] },
});
const role = { label: 'setup', description: 'x', permissions: [...runtimePermissions] };

/** Every call for an org, in an order in which each succeeds: a call that is added to the client has to be added here to compile. */
const calls: Record<keyof OktaOrgClient, (okta: OktaOrgClient, made: Made) => Promise<unknown>> = {
  readOrganization: (okta) => okta.readOrganization(),
  readOwnApiToken: (okta) => okta.readOwnApiToken(),
  readRateLimit: (okta) => okta.readRateLimit('/api/v1/groups?limit=1'),
  async createGroup(okta, made) {
    made.groupId = (await okta.createGroup({ name: 'Of the setup', description: 'x' })).id;
  },
  async findGroupsByName(okta) {
    await okta.findGroupsByName('Of the setup');
    await okta.findGroupsByName('Of nobody');
  },
  getGroup: (okta, { groupId }) => okta.getGroup(groupId),
  listGroupRules: (okta) => okta.listGroupRules(),
  addUserAttribute: (okta) =>
    okta.addUserAttribute({
      ...{ name: 'setupNumber', title: 'Number', description: 'x', maxLength: 20 },
      self: 'READ_ONLY',
    }),
  listUserAttributes: (okta) => okta.listUserAttributes(),
  removeUserAttribute: (okta) => okta.removeUserAttribute('setupNumber'),
  async createPolicy(okta, made) {
    made.policyId = (await okta.createPolicy(enrollmentPolicy(made))).id;
  },
  async createPolicyRule(okta, made) {
    const rule = {
      ...{ type: 'MFA_ENROLL', name: 'Always' },
      conditions: { people: { users: { exclude: [] } }, network: { connection: 'ANYWHERE' } },
      actions: { enroll: { self: 'CHALLENGE' } },
    };
    made.ruleId = (await okta.createPolicyRule(made.policyId, rule)).id;
  },
  async listPolicies(okta) {
    for (const type of ['MFA_ENROLL', 'OKTA_SIGN_ON', 'ACCESS_POLICY'] as const) {
      await okta.listPolicies(type);
    }
  },
  replacePolicy: (okta, made) => okta.replacePolicy(made.policyId, enrollmentPolicy(made)),
  deletePolicyRule: (okta, { policyId, ruleId }) => okta.deletePolicyRule(policyId, ruleId),
  deletePolicy: (okta, { policyId }) => okta.deletePolicy(policyId),
  listAuthenticators: (okta, made) =>
    onIdentityEngine(made, async () => {
      made.authenticatorId = (await okta.listAuthenticators())[0]?.id ?? '';
    }),
  listAuthenticatorMethods: (okta, made) =>
    onIdentityEngine(made, () => okta.listAuthenticatorMethods(made.authenticatorId)),
  listTelephonyProviders: (okta, made) =>
    onIdentityEngine(made, () => okta.listTelephonyProviders()),
  async createEventHook(okta, made) {
    made.hookId = (await okta.createEventHook(hook(made))).id;
  },
  listEventHooks: (okta) => okta.listEventHooks(),
  replaceEventHook: (okta, made) => okta.replaceEventHook(made.hookId, hook(made)),
  verifyEventHook: (okta, { hookId }) => okta.verifyEventHook(hookId),
  activateEventHook: (okta, { hookId }) => okta.activateEventHook(hookId),
  deleteEventHook: (okta, { hookId }) => okta.deleteEventHook(hookId),
  async createAdminRole(okta, made) {
    made.roleId = (await okta.createAdminRole(role)).id;
  },
  listAdminRoles: (okta) => okta.listAdminRoles(),
  async createResourceSet(okta, made) {
    const { groupA, groupB, url } = made.emulator;
    const resources = runtimeResources(url, groupA, groupB);
    const set = { label: 'setup', description: 'x', resources };
    made.resourceSetId = (await okta.createResourceSet(set)).id;
  },
  listResourceSets: (okta) => okta.listResourceSets(),
  bindRole: (okta, { emulator: { org, url }, resourceSetId, roleId }) =>
    okta.bindRole(resourceSetId, roleId, `${url}/api/v1/users/${org.admin.id}`),
  listRoleHolders: (okta, { resourceSetId, roleId }) => okta.listRoleHolders(resourceSetId, roleId),
  listRolesOfApp: (okta, { emulator }) =>
    okta.listRolesOfApp(emulator.createServiceApp({ keys: [] }).id),
  unbindRole: (okta, { resourceSetId, roleId }) => okta.unbindRole(resourceSetId, roleId),
  deleteResourceSet: (okta, { resourceSetId }) => okta.deleteResourceSet(resourceSetId),
  deleteAdminRole: (okta, { roleId }) => okta.deleteAdminRole(roleId),
  deleteGroup: (okta, { groupId }) => okta.deleteGroup(groupId),
};

/** Makes every call that sets an org up, and takes that back. */
export async function makeOrgCalls(emulator: OktaEmulator): Promise<void> {
  const endpoint = await startHookEndpoint();
  const okta = createOktaOrgClient({
    ...{ orgUrl: emulator.url, requestTimeoutMs: 5_000 },
    credential: { mode: 'SSWS', token: { value: emulator.apiToken } },
  });
  const ids = {
    groupId: '',
    policyId: '',
    ruleId: '',
    hookId: '',
    authenticatorId: 'aut0000000000000none',
  };
  const made = { emulator, hookUrl: endpoint.url, ...ids, roleId: '', resourceSetId: '' };
  try {
    for (const call of Object.values(calls)) await call(okta, made);
  } finally {
    endpoint.close();
  }
}

/** Classic refuses it. */
async function onIdentityEngine(
  { emulator: { org } }: Made,
  call: () => Promise<unknown>,
): Promise<void> {
  try {
    await call();
  } catch (error) {
    if (org.engine !== 'classic' || !(error instanceof OktaApiError)) throw error;
  }
}
