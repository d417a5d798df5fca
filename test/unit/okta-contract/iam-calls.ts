import type { OktaEmulator } from '../../../okta-emulator/okta-emulator.js';
import { oktaApi } from '../okta-emulator/okta-api.js';
import { serviceAppClient } from '../okta-emulator/service-app-client.js';

/** Makes the calls about admin roles, service apps, the API token and its share of the rate limits. */
export async function makeIamCalls(emulator: OktaEmulator): Promise<void> {
  const api = oktaApi(emulator);
  const { url, groupA, org } = emulator;
  const client = await serviceAppClient(emulator, { roles: ['READ_ONLY_ADMIN'] });
  await callAsApp(emulator);

  const role = { label: 'Hiring', description: 'Hires', permissions: ['okta.users.read'] };
  const { id: roleId } = await api.expect(200, 'POST', '/iam/roles', role);
  await api.expect(400, 'POST', '/iam/roles', role);
  await api.expect(200, 'GET', '/iam/roles');
  const rolePath = `/iam/roles/${roleId}`;
  await api.expect(200, 'GET', rolePath);
  await api.expect(200, 'PUT', rolePath, { label: 'Hiring', description: 'All hires' });
  const permission = `${rolePath}/permissions/okta.groups.read`;
  await api.expect(204, 'POST', permission, {});
  await api.expect(200, 'PUT', permission, { conditions: null });
  await api.expect(200, 'GET', permission);
  await api.expect(200, 'GET', `${rolePath}/permissions`);
  await api.expect(204, 'DELETE', permission);
  await api.expect(404, 'GET', permission);

  const { id: setId } = await api.expect(200, 'POST', '/iam/resource-sets', {
    ...{ label: 'Hires', description: 'A', resources: [`${url}/api/v1/groups/${groupA}`] },
  });
  const set = `/iam/resource-sets/${setId}`;
  await api.expect(200, 'GET', '/iam/resource-sets');
  await api.expect(200, 'GET', set);
  await api.expect(200, 'PUT', set, { label: 'Hires', description: 'Group A' });
  await api.expect(200, 'PATCH', `${set}/resources`, { additions: [`${url}/api/v1/users`] });
  const resource = await api.expect(200, 'POST', `${set}/resources`, {
    ...{ resourceOrnOrUrl: `${url}/api/v1/groups`, conditions: {} },
  });
  await api.expect(200, 'GET', `${set}/resources`);
  const resourcePath = `${set}/resources/${resource.id}`;
  await api.expect(200, 'GET', resourcePath);
  await api.expect(200, 'PUT', resourcePath, { conditions: { Exclude: { 'okta:ORN': [] } } });
  await api.expect(204, 'DELETE', resourcePath);

  const bindings = `${set}/bindings`;
  const members = `${bindings}/${roleId}/members`;
  const holder = `${url}/oauth2/v1/clients/${client.app.id}`;
  const additions = [holder, `${url}/api/v1/users/${org.admin.id}`];
  await api.expect(404, 'PATCH', members, { additions });
  await api.expect(200, 'POST', bindings, { role: roleId, members: [holder] });
  await api.expect(200, 'GET', bindings);
  await api.expect(200, 'GET', `${bindings}/${roleId}`);
  await api.expect(200, 'PATCH', members, { additions });
  const { members: bound } = await api.expect(200, 'GET', members);
  const [member] = bound as { id: string }[];
  await api.expect(200, 'GET', `${members}/${member?.id ?? ''}`);
  await api.expect(200, 'GET', `/users/${org.admin.id}/roles`);
  await api.expect(200, 'GET', `${holder}/roles`);
  await api.expect(204, 'DELETE', `${members}/${member?.id ?? ''}`);
  await api.expect(204, 'DELETE', `${bindings}/${roleId}`);
  await api.expect(204, 'DELETE', set);
  await api.expect(204, 'DELETE', rolePath);

  const { id: tokenId } = org.access.apiToken;
  await api.expect(200, 'GET', '/api-tokens');
  await api.expect(200, 'GET', `/api-tokens/${tokenId}`);
  for (const type of ['SSWS_TOKEN', 'OAUTH_CLIENT']) {
    const filter = encodeURIComponent(`principalType eq "${type}"`);
    await api.expect(200, 'GET', `/principal-rate-limits?filter=${filter}`);
  }
  await api.expect(200, 'GET', `/principal-rate-limits/prl${tokenId.slice(3)}`);
}

/** What an access token may do, lacks the scope for, and lacks the role for; and a proof that is wrong. */
async function callAsApp(emulator: OktaEmulator): Promise<void> {
  const client = await serviceAppClient(emulator, {
    ...{ scopes: ['okta.users.manage'], roles: ['READ_ONLY_ADMIN'] },
  });
  const token = await client.token();
  await client.call(token, 'GET', '/users?limit=1');
  await client.call(token, 'GET', '/groups');
  const profile = { login: 'a@example.com', email: 'a@example.com', firstName: 'A', lastName: 'A' };
  await client.call(token, 'POST', '/users?activate=false', { profile });
  await client.call('unknown', 'GET', '/users');
  await fetch(`${emulator.url}/api/v1/users`, { headers: { authorization: `DPoP ${token}` } });
}
