import assert from 'node:assert/strict';
import type { OktaEmulator } from '../../../okta-emulator/okta-emulator.js';
import { oktaApi, smsFactor } from '../okta-emulator/okta-api.js';
import { makeFactorCalls } from './factor-calls.js';
import { makeIamCalls } from './iam-calls.js';
import { makePolicyCalls } from './policy-calls.js';
import { makeSetupCalls } from './setup-calls.js';

/** Makes the calls that the emulator serves besides those of the product, the demo and the recordings. */
export async function makeAdministratorCalls(emulator: OktaEmulator): Promise<void> {
  const api = oktaApi(emulator);
  const get = (path: string, status = 200) => api.expect(status, 'GET', path);
  const post = (path: string, body?: object) => api.expect(200, 'POST', path, body);
  const put = (path: string, body: object) => api.expect(200, 'PUT', path, body);
  const remove = (path: string) => api.expect(204, 'DELETE', path);
  const { org, groupA } = emulator;

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
  await get('/users/me');
  await get(`/groups/${groupA}/users?limit=200`);
  const search = '(profile.mobilePhone eq "+1" or profile.email eq "a") and status lt "STAGED"';
  await get(`/users?search=${encodeURIComponent(search)}`);

  await makeFactorCalls(emulator);
  await makePolicyCalls(emulator);
  await makeIamCalls(emulator);
  await makeSetupCalls(emulator);
  await get('/authenticators', org.engine === 'idx' ? 200 : 401);
  await get(`${emulator.url}/.well-known/okta-organization`);
  await get('/logs?limit=1000');
}
