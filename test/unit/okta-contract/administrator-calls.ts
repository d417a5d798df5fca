import assert from 'node:assert/strict';
import type { OktaEmulator } from '../../../okta-emulator/okta-emulator.js';
import { oktaApi, smsFactor } from '../okta-emulator/okta-api.js';

/** Makes the calls that the emulator serves besides those of the product, the demo and the recordings. */
export async function makeAdministratorCalls(emulator: OktaEmulator): Promise<void> {
  const api = oktaApi(emulator);
  const get = (path: string, status = 200) => api.expect(status, 'GET', path);
  const post = (path: string, body?: object) => api.expect(200, 'POST', path, body);
  const put = (path: string, body: object) => api.expect(200, 'PUT', path, body);
  const remove = (path: string) => api.expect(204, 'DELETE', path);
  const { org, groupA, groupB } = emulator;

  const { id: userId } = await api.createUser({ secondEmail: null }, { groupIds: [groupA] });
  const user = `/users/${userId}`;
  const pending = await post(`${user}/factors`, smsFactor('+12015550125'));
  const passCode = /\d{6}/.exec(org.texts.at(-1)?.text ?? '')?.[0];
  assert(passCode);
  const active = await post(`${user}/factors/${pending.id}/lifecycle/activate`, { passCode });
  await get(`${user}/factors/catalog`);
  await remove(`${user}/factors/${active.id}?removeRecoveryEnrollment=true`);
  const { profile } = await post(user, { profile: { secondEmail: 'uma@home.example' } });
  await put(user, { profile });
  await post(`${user}/lifecycle/activate?sendEmail=false`);
  await post(`${user}/lifecycle/reactivate?sendEmail=false`);
  await get('/users?search=status+eq+%22PROVISIONED%22&limit=1');
  await get('/groups?q=Group&limit=2');
  await get(`/groups/${groupA}`);
  await get('/eventHooks');

  const { id: policyId } = await post('/policies', enrollmentPolicy(emulator, groupB));
  const policy = `/policies/${policyId}`;
  await get(policy);
  await put(policy, enrollmentPolicy(emulator, groupA));
  await post(`${policy}/rules`, rule);
  await get(`${policy}/rules`);
  await get('/policies?type=MFA_ENROLL');
  await remove(policy);
  await get('/authenticators', org.engine === 'idx' ? 200 : 401);
  await get(`${emulator.url}/.well-known/okta-organization`);
  await get('/logs?limit=1000');
}

const rule = { type: 'MFA_ENROLL', name: 'Always', actions: { enroll: { self: 'CHALLENGE' } } };

function enrollmentPolicy({ org }: OktaEmulator, groupId: string) {
  const enroll = { self: 'REQUIRED' };
  return {
    ...{ type: 'MFA_ENROLL', name: 'Phone' },
    conditions: { people: { groups: { include: [groupId] } } },
    settings:
      org.engine === 'idx'
        ? { type: 'AUTHENTICATORS', authenticators: [{ key: 'phone_number', enroll }] }
        : { type: 'FACTORS', factors: { okta_sms: { enroll } } },
  };
}
