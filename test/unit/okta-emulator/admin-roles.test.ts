import assert from 'node:assert/strict';
import { startOktaEmulator, type OktaEmulator } from '../../../okta-emulator/okta-emulator.js';
import type { RoleType } from '../../../okta-emulator/state/role.js';
import type { ServiceAppDefinition } from '../../../okta-emulator/state/service-app.js';
import { oktaApi, refusal, smsFactor, type OktaApi } from './okta-api.js';
import { serviceAppClient } from './service-app-client.js';

const allScopes = [
  'users',
  'groups',
  'policies',
  'eventHooks',
  'schemas',
  'roles',
  'apiTokens',
].map((area) => `okta.${area}.manage`);

/** What least privilege is for the product: see facts about Okta's permissions. */
const runtimePermissions = [
  ...(['okta.users.read', 'okta.users.credentials.manage', 'okta.groups.read'] as const),
  ...(['okta.users.lifecycle.activate', 'okta.users.groupMembership.manage'] as const),
  'okta.groups.members.manage' as const,
];

describe('admin roles', () => {
  let okta: OktaEmulator;
  let api: OktaApi;

  beforeEach(async () => {
    okta = await startOktaEmulator({ apiToken: 'token', smtpUrl: 'smtp://127.0.0.1:9' });
    api = oktaApi(okta);
  });
  afterEach(() => okta.close());

  /** An app that has every scope, so that its roles alone decide. */
  const appWith = async (definition: Partial<ServiceAppDefinition>) => {
    const client = await serviceAppClient(okta, {
      ...{ dpopBoundAccessTokens: false, scopes: [...allScopes, 'okta.logs.read'], roles: [] },
      ...definition,
    });
    const token = await client.token();
    return {
      app: client.app,
      status: async (method: string, path: string, body?: object) => {
        const answer = await client.call(token, method, path, body);
        if (answer.status === 403) assert.deepEqual(refusal(answer), [403, 'E0000006']);
        return answer.status;
      },
      list: async (path: string) =>
        (await client.call(token, 'GET', path)).body as { id: string }[],
    };
  };

  const acts: Record<string, (userId: string) => [string, string, object?]> = {
    'read user': (id) => ['GET', `/users/${id}`],
    'enroll factor': (id) => [
      'POST',
      `/users/${id}/factors?activate=true`,
      smsFactor('+12015550123'),
    ],
    'activate user': (id) => ['POST', `/users/${id}/lifecycle/activate`],
    'change user': (id) => ['POST', `/users/${id}`, { profile: { nickName: 'U' } }],
    'add member': (id) => ['PUT', `/groups/${okta.groupB}/users/${id}`],
    'create group': () => ['POST', '/groups', { profile: { name: 'New' } }],
    'read log': () => ['GET', '/logs?limit=1'],
    'read policies': () => ['GET', '/policies?type=MFA_ENROLL'],
    'create hook': () => ['POST', '/eventHooks', {}],
    'read schema': () => ['GET', '/meta/schemas/user/default'],
    'read roles': () => ['GET', '/iam/roles'],
    'read role assignments': (id) => ['GET', `/users/${id}/roles`],
  };

  const allowed: Partial<Record<RoleType | 'none', string[]>> = {
    none: [],
    SUPER_ADMIN: Object.keys(acts),
    ORG_ADMIN: Object.keys(acts).filter((act) => !act.startsWith('read role')),
    USER_ADMIN: ['read user', 'enroll factor', 'activate user', 'change user', 'add member'],
    HELP_DESK_ADMIN: ['read user'],
    READ_ONLY_ADMIN: ['read user', 'read log', 'read policies', 'read schema'],
    REPORT_ADMIN: ['read log'],
    GROUP_MEMBERSHIP_ADMIN: ['read user', 'add member'],
  };
  for (const [role, expected] of Object.entries(allowed)) {
    it(`let ${role} do what it may, whatever the scopes`, async () => {
      const { id } = await api.createUser({}, { groupIds: [okta.groupA] });
      const app = await appWith({ roles: role === 'none' ? [] : [role as RoleType] });
      const done: string[] = [];
      for (const [act, request] of Object.entries(acts)) {
        if ((await app.status(...request(id))) !== 403) done.push(act);
      }
      assert.deepEqual(done, expected);
    });
  }

  describe('of one’s own', () => {
    it('allow what their permissions say, on the resources of the set alone', async () => {
      const hire = await api.createUser();
      const other = await api.expect(200, 'POST', '/groups', { profile: { name: 'Other' } });
      const resources = [
        '/api/v1/users',
        `/api/v1/groups/${okta.groupA}`,
        `/api/v1/groups/${okta.groupB}`,
      ];
      const app = await appWith({ customRole: { permissions: runtimePermissions, resources } });
      const { status } = app;

      assert.equal(await status('GET', `/users/${hire.id}`), 200);
      assert.equal(await status('PUT', `/groups/${okta.groupA}/users/${hire.id}`), 204);
      assert.equal(
        await status('POST', `/users/${hire.id}/factors?activate=true`, smsFactor('+12015550123')),
        200,
      );
      assert.equal(
        await status('POST', `/users/${hire.id}/lifecycle/activate?sendEmail=false`),
        200,
      );
      assert.equal(await status('PUT', `/groups/${okta.groupB}/users/${hire.id}`), 204);
      assert.equal(await status('DELETE', `/groups/${okta.groupA}/users/${hire.id}`), 204);

      assert.equal(await status('PUT', `/groups/${other.id}/users/${hire.id}`), 403);
      assert.equal(await status('GET', `/groups/${other.id}`), 403);
      assert.equal(await status('DELETE', `/groups/${okta.groupA}`), 403);
      assert.equal(await status('DELETE', `/users/${hire.id}`), 403);
      assert.equal(await status('GET', '/logs'), 403);
      assert.deepEqual(
        (await app.list('/groups')).map(({ id }) => id),
        [okta.groupA, okta.groupB],
      );
    });

    it('are limited to the people of a group by a set that has these', async () => {
      const inA = await api.createUser({}, { groupIds: [okta.groupA] });
      const outside = await api.createUser();
      const app = await appWith({
        customRole: {
          permissions: ['okta.users.manage', 'okta.groups.members.manage'],
          resources: [`/api/v1/groups/${okta.groupA}/users`, `/api/v1/groups/${okta.groupA}`],
        },
      });
      assert.deepEqual(
        (await app.list('/users')).map(({ id }) => id),
        [inA.id],
      );
      assert.equal(await app.status('GET', `/users/${inA.id}`), 200);
      assert.equal(await app.status('GET', `/users/${outside.id}`), 403);
      assert.equal(await app.status('PUT', `/groups/${okta.groupA}/users/${outside.id}`), 403);

      const profile = {
        login: 'n@example.com',
        email: 'n@example.com',
        firstName: 'N',
        lastName: 'N',
      };
      const create = (groupIds: string[]) =>
        app.status('POST', '/users?activate=false', { profile, groupIds });
      assert.equal(await create([okta.groupB]), 403);
      assert.equal(await create([okta.groupA]), 200);
    });

    it('do not let anybody change an administrator', async () => {
      const app = await appWith({
        customRole: { permissions: ['okta.users.manage'], resources: ['/api/v1/users'] },
      });
      const path = `/users/${okta.org.admin.id}`;
      assert.equal(await app.status('GET', path), 200);
      assert.equal(await app.status('POST', path, { profile: { nickName: 'A' } }), 403);
      const manager = await appWith({ roles: ['ORG_ADMIN'] });
      assert.equal(await manager.status('POST', path, { profile: { nickName: 'A' } }), 403);
    });

    it('can be had as a member of a group, by the owner of the API token too', async () => {
      const { id: group } = await api.expect(200, 'POST', '/groups', { profile: { name: 'Desk' } });
      const role = await api.expect(200, 'POST', '/iam/roles', {
        ...{ label: 'Desk', description: 'Looks', permissions: ['okta.users.read'] },
      });
      const set = await api.expect(200, 'POST', '/iam/resource-sets', {
        ...{ label: 'All', description: 'People', resources: [`${okta.url}/api/v1/users`] },
      });
      const members = [`${okta.url}/api/v1/groups/${group}`];
      await api.expect(200, 'POST', `/iam/resource-sets/${set.id}/bindings`, {
        role: role.id,
        members,
      });
      const { admin } = okta.org;
      admin.roles = [];

      assert.deepEqual(refusal(await api.call('GET', `/users/${admin.id}`)), [403, 'E0000006']);
      assert.equal((await api.call('GET', '/users/me')).status, 200);
      admin.memberships.push({ groupId: group, added: new Date(0) });
      assert.equal((await api.call('GET', `/users/${admin.id}`)).status, 200);
      assert.equal((await api.call('GET', '/logs')).status, 403);
    });
  });

  it('end with the app, and hold for the tokens that are out', async () => {
    const app = await appWith({ roles: ['READ_ONLY_ADMIN'] });
    assert.equal(await app.status('GET', '/users'), 200);
    app.app.roles = [];
    assert.equal(await app.status('GET', '/users'), 403);
  });
});
