import type { OktaEmulator } from '../../../okta-emulator/okta-emulator.js';
import { oktaApi } from '../okta-emulator/okta-api.js';

/** Makes the calls that set an org up, take that back, and look at how it is set up; for policies see `policy-calls.ts`. */
export async function makeSetupCalls(emulator: OktaEmulator): Promise<void> {
  await changeSchema(emulator);
  await manageGroupRule(emulator);
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
