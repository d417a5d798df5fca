import assert from 'node:assert/strict';
import { OktaUnreachableError } from '../../../../src/okta/okta-errors.js';
import type { OktaOrgClient } from '../../../../src/okta/org-client.js';
import { createOktaOrgClient } from '../../../../src/okta/org-sdk-client.js';
import { startScriptedOkta, type ScriptedOkta } from '../scripted-okta.js';

const userSchema = (custom: object) => ({
  definitions: {
    base: {
      properties: {
        login: { type: 'string', permissions: [{ principal: 'SELF', action: 'READ_ONLY' }] },
        mobilePhone: { type: 'string' },
      },
    },
    custom: { properties: custom },
  },
});

describe('the client for an org', () => {
  let server: ScriptedOkta;
  let okta: OktaOrgClient;

  beforeEach(async () => {
    server = await startScriptedOkta();
    okta = createOktaOrgClient({
      ...{ orgUrl: server.url, requestTimeoutMs: 5_000 },
      credential: { mode: 'SSWS', token: { value: '00token' } },
    });
  });
  afterEach(() => server.close());

  const answer = (...bodies: unknown[]) => {
    server.answer(...bodies.map((json) => ({ status: 200, json })));
  };
  const refuse = (status: number, errorCode = 'E0000007') => {
    server.answer({ status, json: { errorCode } });
  };
  const requests = () =>
    server.requests.map(({ method, path }) => `${method ?? ''} ${path.replace('/api/v1', '')}`);
  const linkTo = (path: string) => ({ href: `${server.url}${path}` });

  it('reads the attributes of the schema, with what users may do with their own', async () => {
    const permissions = [{ principal: 'SELF', action: 'HIDE' }];
    answer(userSchema({ badge: { type: 'integer', permissions }, gone: null }));

    assert.deepEqual(await okta.listUserAttributes(), [
      { name: 'login', isCustom: false, type: 'string', self: 'READ_ONLY' },
      { name: 'mobilePhone', isCustom: false, type: 'string' },
      { name: 'badge', isCustom: true, type: 'integer', self: 'HIDE' },
    ]);
  });

  it('adds an attribute, and takes it away by null', async () => {
    answer(userSchema({}), userSchema({}));
    await okta.addUserAttribute({
      ...{ name: 'mobileNumber', title: 'Mobile number', description: 'x' },
      ...{ maxLength: 20, self: 'READ_ONLY' },
    });
    await okta.removeUserAttribute('mobileNumber');

    const change = (attribute: object | null) => ({
      definitions: {
        custom: {
          ...{ id: '#custom', type: 'object', required: [] },
          properties: { mobileNumber: attribute },
        },
      },
    });
    assert.deepEqual(
      server.requests.map(({ body }) => body),
      [
        change({
          ...{ title: 'Mobile number', description: 'x', type: 'string', required: false },
          ...{ maxLength: 20, scope: 'NONE', master: { type: 'OKTA' } },
          permissions: [{ principal: 'SELF', action: 'READ_ONLY' }],
        }),
        change(null),
      ],
    );
  });

  it('reads the groups that a rule fills', async () => {
    const assignUserToGroups = { groupIds: ['00gA'] };
    const about = { id: '0pr1', name: 'Sales', status: 'ACTIVE' };
    answer([
      { ...about, type: 'group_rule', actions: { assignUserToGroups } },
      { ...about, id: '0pr2', actions: {} },
    ]);

    assert.deepEqual(await okta.listGroupRules(), [
      { ...about, groupIds: ['00gA'] },
      { ...about, id: '0pr2', groupIds: [] },
    ]);
  });

  it('reads roles over all pages, with their permissions', async () => {
    answer({ roles: [{ id: 'cr1', label: 'One' }], _links: { next: linkTo('/api/v1/iam/roles') } });
    answer({ roles: [{ id: 'cr2', label: 'Two' }] });
    answer({ permissions: [{ label: 'okta.users.read' }] }, { permissions: [] });

    assert.deepEqual(await okta.listAdminRoles(), [
      { id: 'cr1', label: 'One', permissions: ['okta.users.read'] },
      { id: 'cr2', label: 'Two', permissions: [] },
    ]);
  });

  it('takes the rest of a list from no other org', async () => {
    const next = { href: 'https://other.okta.com/api/v1/iam/roles' };
    answer({ roles: [], _links: { next } });

    await assert.rejects(okta.listAdminRoles(), OktaUnreachableError);
  });

  it('reads the resources of a set by their address, or their name', async () => {
    const orn = 'orn:okta:idp:00o1:customizations';
    answer({ 'resource-sets': [{ id: 'iam1', label: 'Ours' }] });
    answer({
      resources: [{ id: 'ire1', orn: 'orn:…', _links: { self: linkTo('/api/v1/users') } }, { orn }],
    });

    assert.deepEqual(await okta.listResourceSets(), [
      { id: 'iam1', label: 'Ours', resources: [`${server.url}/api/v1/users`, orn] },
    ]);
  });

  it('makes a role and a set of resources, and deletes what is gone without complaint', async () => {
    const role = { label: 'Ours', description: 'x', permissions: ['okta.users.read'] };
    const set = { label: 'Ours', description: 'x', resources: [`${server.url}/api/v1/users`] };
    answer({ id: 'cr1', label: 'Ours' }, { id: 'iam1', label: 'Ours' });
    const made = [await okta.createAdminRole(role), await okta.createResourceSet(set)];
    for (let i = 0; i < 3; i += 1) refuse(404);
    await okta.unbindRole('iam1', 'cr1');
    await okta.deleteResourceSet('iam1');
    await okta.deleteAdminRole('cr1');

    assert.deepEqual(made, [
      { id: 'cr1', label: 'Ours', permissions: role.permissions },
      { id: 'iam1', label: 'Ours', resources: set.resources },
    ]);
    assert.deepEqual(
      server.requests.slice(0, 2).map(({ body }) => body),
      [role, set],
    );
    assert.deepEqual(requests().slice(2), [
      'DELETE /iam/resource-sets/iam1/bindings/cr1',
      'DELETE /iam/resource-sets/iam1',
      'DELETE /iam/roles/cr1',
    ]);
  });

  it('gives a role to one more holder, or makes its first binding', async () => {
    const holder = `${server.url}/oauth2/v1/clients/0oa1`;
    answer({});
    await okta.bindRole('iam1', 'cr1', holder);
    refuse(404);
    answer({});
    await okta.bindRole('iam1', 'cr1', holder);

    const members = '/iam/resource-sets/iam1/bindings/cr1/members';
    assert.deepEqual(requests(), [
      ...[`PATCH ${members}`, `PATCH ${members}`],
      'POST /iam/resource-sets/iam1/bindings',
    ]);
    assert.deepEqual(
      server.requests.map(({ body }) => body),
      [{ additions: [holder] }, { additions: [holder] }, { role: 'cr1', members: [holder] }],
    );
  });

  it('tells who holds a role, or that nobody does', async () => {
    answer({ members: [{ id: 'irb1', _links: { self: linkTo('/api/v1/users/00u1') } }] });
    assert.deepEqual(await okta.listRoleHolders('iam1', 'cr1'), [
      `${server.url}/api/v1/users/00u1`,
    ]);

    refuse(404);
    assert.equal(await okta.listRoleHolders('iam1', 'cr1'), undefined);
  });

  it('reads telephony providers, of which there are none where Okta has no list', async () => {
    answer([{ id: 'oct1', enabled: true, isPrimaryProvider: false, providerName: 'TWILIO' }]);
    assert.deepEqual(await okta.listTelephonyProviders(), [
      { id: 'oct1', isEnabled: true, isPrimary: false },
    ]);

    refuse(404);
    assert.deepEqual(await okta.listTelephonyProviders(), []);
  });

  it('takes the token that was used last for its own', async () => {
    const token = (name: string, userId: string, lastUpdated: string) => ({
      ...{ name, userId, lastUpdated, expiresAt: '2026-12-24T00:00:00.000Z' },
    });
    answer({ id: '00u1' });
    answer([
      token('old', '00u1', '2026-11-01T00:00:00.000Z'),
      token('ours', '00u1', '2026-11-24T00:00:00.000Z'),
      token('another', '00u2', '2026-11-25T00:00:00.000Z'),
    ]);

    assert.deepEqual(await okta.readOwnApiToken(), {
      name: 'ours',
      expiresAt: '2026-12-24T00:00:00.000Z',
      lastUpdated: '2026-11-24T00:00:00.000Z',
    });
  });

  it('has no token where it is a service app', async () => {
    refuse(404);

    assert.equal(await okta.readOwnApiToken(), undefined);
  });

  it('reads the rate limit from a refusal, too, but not without a valid credential', async () => {
    server.answer({
      ...{ status: 403, json: { errorCode: 'E0000006' } },
      headers: {
        ...{ 'x-rate-limit-limit': '100', 'x-rate-limit-remaining': '99' },
        ...{ 'x-rate-limit-reset': '1764000060', date: 'Mon, 24 Nov 2025 16:00:00 GMT' },
      },
    });
    assert.equal((await okta.readRateLimit('/api/v1/logs?limit=1'))?.remaining, 99);

    refuse(401, 'E0000011');
    await assert.rejects(okta.readRateLimit('/api/v1/logs?limit=1'), { errorCode: 'E0000011' });
  });
});
