import assert from 'node:assert/strict';
import { startOktaEmulator, type OktaEmulator } from '../../../okta-emulator/okta-emulator.js';
import { oktaApi, refusal, smsFactor, type OktaApi } from './okta-api.js';

const hook = {
  name: 'hires',
  events: { type: 'EVENT_TYPE', items: ['user.lifecycle.create'] },
  channel: { type: 'HTTP', version: '1.0.0', config: { uri: 'http://127.0.0.1:9/hook' } },
};
const enrollmentRule = { name: 'Always', actions: { enroll: { self: 'CHALLENGE' } } };

interface Sent {
  method: 'POST' | 'PUT';
  path: string;
  body: Record<string, unknown>;
}

/** Every call of the API that takes a body, with one that is right. */
async function everyBody(okta: OktaEmulator, api: OktaApi): Promise<Sent[]> {
  const user = await api.createUser({}, { groupIds: [okta.groupA] });
  const factors = `/users/${user.id}/factors`;
  const phone = smsFactor('+15554151337');
  const factor = `${factors}/${(await api.expect(200, 'POST', factors, phone)).id}`;
  const rule = {
    ...{ type: 'group_rule', name: 'West' },
    conditions: { expression: { type: 'urn:okta:expression:1.0', value: 'user.city=="West"' } },
    actions: { assignUserToGroups: { groupIds: [okta.groupA] } },
  };
  const policy = { type: 'OKTA_SIGN_ON', name: 'West' };
  const created = async (path: string, body: object) =>
    `${path}/${(await api.expect(200, 'POST', path, body)).id}`;
  const policyPath = await created('/policies', { type: 'MFA_ENROLL', name: 'North' });
  const rules = `${policyPath}/rules`;
  const profile = { login: 'strict@example.com', email: 'strict@example.com' };
  return [
    { method: 'POST', path: '/users?activate=false', body: { profile } },
    { method: 'POST', path: `/users/${user.id}`, body: { profile: { city: 'West' } } },
    { method: 'PUT', path: `/users/${user.id}`, body: { profile: user['profile'] } },
    { method: 'POST', path: factors, body: phone },
    { method: 'POST', path: `${factor}/resend`, body: phone },
    { method: 'POST', path: `${factor}/lifecycle/activate`, body: { passCode: '123456' } },
    { method: 'POST', path: '/groups', body: { profile: { name: 'West' } } },
    { method: 'PUT', path: `/groups/${okta.groupA}`, body: { profile: { name: 'East' } } },
    { method: 'POST', path: '/groups/rules', body: rule },
    {
      method: 'PUT',
      path: await created('/groups/rules', { ...rule, name: 'East' }),
      body: { ...rule, name: 'North' },
    },
    { method: 'POST', path: '/meta/schemas/user/default', body: { definitions: {} } },
    { method: 'POST', path: '/policies', body: policy },
    { method: 'PUT', path: policyPath, body: { type: 'MFA_ENROLL', name: 'South' } },
    { method: 'POST', path: rules, body: enrollmentRule },
    {
      ...{ method: 'PUT', path: await created(rules, { ...enrollmentRule, name: 'Some' }) },
      body: { ...enrollmentRule, name: 'Sometimes' },
    },
    { method: 'POST', path: '/eventHooks', body: hook },
    { method: 'PUT', path: await created('/eventHooks', hook), body: hook },
  ];
}

describe('the body of every call', () => {
  let okta: OktaEmulator;
  let api: OktaApi;

  beforeEach(async () => {
    okta = await startOktaEmulator({ apiToken: 'token', smtpUrl: 'smtp://127.0.0.1:9' });
    api = oktaApi(okta);
  });

  afterEach(() => okta.close());

  it('is refused with a field that Okta does not have, and without it not for that', async () => {
    for (const { method, path, body } of await everyBody(okta, api)) {
      const misspelt = await api.call(method, path, { ...body, desciption: 'A slip' });
      assert.deepEqual(refusal(misspelt).slice(0, 2), [400, 'E0000001'], path);
      assert.match(String(refusal(misspelt)[2]), /desciption/, path);

      const { status, body: answer } = await api.call(method, path, body);
      assert.ok(status !== 400, `${path}: ${JSON.stringify(answer)}`);
    }
  });
});
