import assert from 'node:assert/strict';
import type { OktaEmulator } from '../../../okta-emulator/okta-emulator.js';
import { startHookEndpoint } from '../okta-emulator/hook-endpoint.js';
import { oktaApi, type ResourceBody } from '../okta-emulator/okta-api.js';

/** Makes the calls that set an org up, take that back, and look at how it is set up; for policies see `policy-calls.ts`. */
export async function makeSetupCalls(emulator: OktaEmulator): Promise<void> {
  await changeSchema(emulator);
  await manageGroupRule(emulator);
  await switchAuthenticators(emulator);
  await switchTelephony(emulator);
  await setUpPolicies(emulator);
  await manageHook(emulator);
}

/** The bodies of facts about the custom attribute, and of its removal. */
async function changeSchema(emulator: OktaEmulator): Promise<void> {
  const api = oktaApi(emulator);
  const path = '/meta/schemas/user/default';
  const change = (properties: object) =>
    api.expect(200, 'POST', path, {
      definitions: { custom: { id: '#custom', type: 'object', properties, required: [] } },
    });
  await api.expect(200, 'GET', path);
  await change({
    workMobile: {
      ...{ title: 'Work mobile', description: 'Of the phone that HR knows', type: 'string' },
      ...{ required: false, maxLength: 20, scope: 'NONE', master: { type: 'OKTA' } },
      permissions: [{ principal: 'SELF', action: 'READ_ONLY' }],
    },
  });
  await change({ workMobile: null });
  await api.expect(400, 'POST', path, { definitions: { custom: { properties: { 'a b': {} } } } });
  await api.expect(404, 'GET', '/meta/schemas/user/other');
}

async function manageGroupRule(emulator: OktaEmulator): Promise<void> {
  const api = oktaApi(emulator);
  const { id: groupId } = await api.expect(200, 'POST', '/groups', { profile: { name: 'West' } });
  const definition = {
    ...{ type: 'group_rule', name: 'West' },
    conditions: {
      people: { users: { exclude: [] }, groups: { exclude: [] } },
      expression: { value: 'user.city=="West"', type: 'urn:okta:expression:1.0' },
    },
    actions: { assignUserToGroups: { groupIds: [groupId] } },
  };
  const { id } = await api.expect(200, 'POST', '/groups/rules', definition);
  const path = `/groups/rules/${id}`;
  await api.expect(200, 'GET', '/groups/rules?limit=50&search=West');
  await api.expect(200, 'GET', path);
  await api.expect(200, 'PUT', path, { ...definition, name: 'East' });
  await api.expect(204, 'POST', `${path}/lifecycle/activate`);
  await api.expect(403, 'DELETE', path);
  await api.expect(204, 'POST', `${path}/lifecycle/deactivate`);
  await api.expect(202, 'DELETE', `${path}?removeUsers=true`);
  await api.expect(200, 'PUT', `/groups/${groupId}`, { profile: { name: 'East' } });
  await api.expect(204, 'DELETE', `/groups/${groupId}`);
}

async function switchAuthenticators(emulator: OktaEmulator): Promise<void> {
  const api = oktaApi(emulator);
  if (emulator.org.engine === 'classic') return;
  const listed = (await api.expect(200, 'GET', '/authenticators')) as unknown as ResourceBody[];
  for (const { id, key } of listed) {
    const path = `/authenticators/${id}`;
    await api.expect(200, 'GET', path);
    const methods = await api.expect(200, 'GET', `${path}/methods`);
    for (const { type } of methods as unknown as { type: string }[]) {
      const method = `${path}/methods/${type}`;
      await api.expect(200, 'GET', method);
      await api.expect(200, 'POST', `${method}/lifecycle/deactivate`);
      await api.expect(200, 'POST', `${method}/lifecycle/activate`);
    }
    if (key === 'phone_number') await api.expect(403, 'POST', `${path}/lifecycle/deactivate`);
  }
  const email = listed.find(({ key }) => key === 'okta_email');
  assert(email);
  const policies = [...emulator.org.policies.values()];
  const listings = policies.map(({ settings }) => settings);
  for (const policy of policies) delete policy.settings;
  await api.expect(200, 'POST', `/authenticators/${email.id}/lifecycle/deactivate`);
  await api.expect(200, 'POST', `/authenticators/${email.id}/lifecycle/activate`);
  policies.forEach((policy, index) => {
    const settings = listings[index];
    if (settings) policy.settings = settings;
  });
  await api.expect(404, 'GET', '/authenticators/aut0000000000000none');
}

async function switchTelephony(emulator: OktaEmulator): Promise<void> {
  const api = oktaApi(emulator);
  const [provider] = emulator.org.telephonyProviders.values();
  await api.expect(provider ? 200 : 401, 'GET', '/telephony-providers');
  if (!provider) return;
  const path = `/telephony-providers/${provider.id}`;
  await api.expect(200, 'GET', path);
  await api.expect(200, 'POST', `${path}/lifecycle/deactivate`);
  await api.expect(200, 'POST', `${path}/lifecycle/activate`);
}

/** What `setup` creates, word by word, and what an admin sends back changed. */
async function setUpPolicies(emulator: OktaEmulator): Promise<void> {
  const { org, groupA } = emulator;
  const api = oktaApi(emulator);
  const self = (key: string, self: string) =>
    org.engine === 'idx' ? { key, enroll: { self } } : ([key, { enroll: { self } }] as const);
  const people = { groups: { include: [groupA] } };
  const policy = await api.expect(200, 'POST', '/policies?activate=true', {
    ...{ type: 'MFA_ENROLL', name: 'SMS only by setup', status: 'ACTIVE', priority: 1 },
    ...{ description: 'New hires', conditions: { people } },
    settings:
      org.engine === 'idx'
        ? {
            type: 'AUTHENTICATORS',
            authenticators: [
              self('okta_password', 'REQUIRED'),
              self('phone_number', 'REQUIRED'),
              self('okta_verify', 'NOT_ALLOWED'),
            ],
          }
        : {
            type: 'FACTORS',
            factors: Object.fromEntries([
              self('okta_sms', 'REQUIRED') as [string, object],
              self('okta_otp', 'NOT_ALLOWED') as [string, object],
            ]),
          },
  });
  const rules = `/policies/${policy.id}/rules`;
  const rule = await api.expect(200, 'POST', `${rules}?activate=true`, {
    ...{ type: 'MFA_ENROLL', name: 'Everywhere', priority: 1 },
    conditions: { people: { users: { exclude: [] } }, network: { connection: 'ANYWHERE' } },
    actions: { enroll: { self: 'CHALLENGE' } },
  });
  await api.expect(200, 'PUT', `${rules}/${rule.id}`, { ...rule, name: 'Anywhere' });
  await api.expect(200, 'PUT', `/policies/${policy.id}`, { ...policy, priority: 2 });
  await api.expect(200, 'GET', '/policies?type=MFA_ENROLL&status=ACTIVE&q=SMS');
  await api.expect(204, 'DELETE', `/policies/${policy.id}`);
}

async function manageHook(emulator: OktaEmulator): Promise<void> {
  const api = oktaApi(emulator);
  const endpoint = await startHookEndpoint();
  const hook = (uri: string) => ({
    ...{ name: 'preenroll by setup', description: 'For new hires' },
    events: { type: 'EVENT_TYPE', items: ['user.lifecycle.create', 'user.session.start'] },
    channel: {
      ...{ type: 'HTTP', version: '1.0.0' },
      config: {
        ...{ uri, headers: [{ key: 'X-Hire', value: 'yes' }] },
        authScheme: { type: 'HEADER', key: 'Authorization', value: 'secret' },
      },
    },
  });
  const { id } = await api.expect(200, 'POST', '/eventHooks', hook(endpoint.url));
  const path = `/eventHooks/${id}`;
  await api.expect(200, 'POST', `${path}/lifecycle/verify`);
  await api.expect(200, 'PUT', path, hook(`${endpoint.url}/moved`));
  endpoint.close();
  await api.expect(400, 'POST', `${path}/lifecycle/verify`);
  await api.expect(200, 'GET', path);
  await api.expect(200, 'POST', `${path}/lifecycle/deactivate`);
  await api.expect(200, 'POST', `${path}/lifecycle/activate`);
  await api.expect(200, 'POST', `${path}/lifecycle/deactivate`);
  await api.expect(204, 'DELETE', path);
}
