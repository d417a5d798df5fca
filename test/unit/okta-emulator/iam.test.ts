import assert from 'node:assert/strict';
import { startOktaEmulator, type OktaEmulator } from '../../../okta-emulator/okta-emulator.js';
import { orgSnapshot } from '../../../okta-emulator/state/org-snapshot.js';
import { oktaApi, refusal, type OktaApi } from './okta-api.js';
import { serviceAppClient } from './service-app-client.js';

describe('the IAM API', () => {
  let okta: OktaEmulator;
  let api: OktaApi;
  const role = {
    label: 'preenroll',
    description: 'What it needs',
    permissions: ['okta.users.read'],
  };

  beforeEach(async () => {
    okta = await startOktaEmulator({ apiToken: 'token', smtpUrl: 'smtp://127.0.0.1:9' });
    api = oktaApi(okta);
  });
  afterEach(() => okta.close());

  const set = () => ({
    ...{ label: 'Hires', description: 'A and B' },
    resources: [`${okta.url}/api/v1/groups/${okta.groupA}`],
  });
  const refused = async (method: string, path: string, body?: object) =>
    refusal(await api.call(method, path, body)).slice(0, 2);

  it('keeps custom roles and their permissions', async () => {
    const { id, ...created } = await api.expect(200, 'POST', '/iam/roles', role);
    assert.match(id, /^cr0/);
    assert.deepEqual([created['label'], created['permissions']], ['preenroll', undefined]);
    assert.deepEqual(await refused('POST', '/iam/roles', role), [400, 'E0000001']);
    const unknown = { ...role, label: 'Else', permissions: ['okta.everything'] };
    assert.deepEqual(await refused('POST', '/iam/roles', unknown), [400, 'E0000001']);
    assert.deepEqual(await refused('POST', '/iam/roles', { ...role, more: 1 }), [400, 'E0000001']);

    await api.expect(204, 'POST', '/iam/roles/preenroll/permissions/okta.groups.read');
    await api.expect(204, 'DELETE', `/iam/roles/${id}/permissions/okta.users.read`);
    const { permissions } = await api.expect(200, 'GET', `/iam/roles/${id}/permissions`);
    assert.deepEqual(
      (permissions as { label: string }[]).map(({ label }) => label),
      ['okta.groups.read'],
    );
    await api.expect(404, 'GET', `/iam/roles/${id}/permissions/okta.users.read`);
    await api.expect(200, 'PUT', `/iam/roles/${id}`, { label: 'Other', description: 'x' });
    await api.expect(204, 'DELETE', '/iam/roles/Other');
    assert.deepEqual(await refused('GET', `/iam/roles/${id}`), [404, 'E0000007']);
  });

  it('keeps resource sets, by URL and by ORN', async () => {
    const before = orgSnapshot(okta.org);
    const { id } = await api.expect(200, 'POST', '/iam/resource-sets', set());
    const orn = `orn:okta:directory:00oEmulatedOrg0005d7:groups:${okta.groupB}:contained_resources`;
    const path = `/iam/resource-sets/${id}/resources`;
    await api.expect(200, 'PATCH', path, { additions: [orn, `${okta.url}/api/v1/users`, orn] });
    assert.deepEqual(await refused('PATCH', path, { additions: ['users'] }), [400, 'E0000001']);
    const { resources } = (await api.expect(200, 'GET', path)) as unknown as {
      resources: { id: string; orn: string; _links: { self: { href: string } } }[];
    };
    assert.deepEqual(
      resources.map(({ orn: name, _links }) => [
        name.split(':').slice(4).join(':'),
        _links.self.href,
      ]),
      [
        [`groups:${okta.groupA}`, `${okta.url}/api/v1/groups/${okta.groupA}`],
        [
          `groups:${okta.groupB}:contained_resources`,
          `${okta.url}/api/v1/groups/${okta.groupB}/users`,
        ],
        ['users', `${okta.url}/api/v1/users`],
      ],
    );
    await api.expect(204, 'DELETE', `${path}/${resources[0]?.id ?? ''}`);
    assert.notDeepEqual(orgSnapshot(okta.org), before);
    await api.expect(204, 'DELETE', '/iam/resource-sets/Hires');
    assert.deepEqual(orgSnapshot(okta.org), before);
  });

  it('binds users, groups and service apps to a role on a set, once each', async () => {
    const { app } = await serviceAppClient(okta, { roles: ['READ_ONLY_ADMIN'] });
    const { id: roleId } = await api.expect(200, 'POST', '/iam/roles', role);
    const { id: setId } = await api.expect(200, 'POST', '/iam/resource-sets', set());
    const bindings = `/iam/resource-sets/${setId}/bindings`;
    const members = `${bindings}/${roleId}/members`;
    const holder = `${okta.url}/oauth2/v1/clients/${app.id}`;
    const additions = [holder, `${okta.url}/api/v1/users/${okta.org.admin.id}`];

    assert.deepEqual(await refused('PATCH', members, { additions }), [404, 'E0000007']);
    await api.expect(200, 'POST', bindings, { role: roleId, members: [holder] });
    await api.expect(200, 'PATCH', members, { additions });
    const nobody = [`${okta.url}/api/v1/users/00unobody`];
    assert.deepEqual(await refused('PATCH', members, { additions: nobody }), [404, 'E0000007']);
    const what = { additions: [`${okta.url}/api/v1/apps/0oa`] };
    assert.deepEqual(await refused('PATCH', members, what), [400, 'E0000001']);

    const bound = await api.expect(200, 'GET', members);
    const selves = (bound['members'] as { _links: { self: { href: string } } }[]).map(
      ({ _links }) => _links.self.href,
    );
    assert.deepEqual(selves, additions);
    const roles = (await api.expect(
      ...([200, 'GET', `${okta.url}/oauth2/v1/clients/${app.id}/roles`] as const),
    )) as unknown as Record<string, string>[];
    assert.deepEqual(
      roles.map(({ type, label, assignmentType, role: of }) => [type, label, assignmentType, of]),
      [
        ['READ_ONLY_ADMIN', 'Read-only administrator', 'CLIENT', undefined],
        ['CUSTOM', 'preenroll', 'CLIENT', roleId],
      ],
    );
    await fetch(`${okta.url}/_emulator/service-apps/${app.id}`, { method: 'DELETE' });
    const left = await api.expect(200, 'GET', members);
    assert.equal((left['members'] as object[]).length, 1);
    await api.expect(204, 'DELETE', `${bindings}/${roleId}`);
    assert.deepEqual(await refused('GET', members), [404, 'E0000007']);
  });

  it('is not there where the org has no custom admin roles', async () => {
    okta.org.settings.customAdminRolesAvailable = false;
    for (const path of ['/iam/roles', '/iam/resource-sets']) {
      assert.deepEqual(await refused('GET', path), [401, 'E0000015']);
    }
  });
});

describe('the API token', () => {
  it('tells its owner and when it expires, is prolonged by use, and then is no good', async () => {
    const okta = await startOktaEmulator({ apiToken: 'token', smtpUrl: 'smtp://127.0.0.1:9' });
    const api = oktaApi(okta);
    try {
      const read = async () => {
        const tokens: unknown = await api.expect(200, 'GET', '/api-tokens');
        return (tokens as { id: string; userId: string; expiresAt: string }[])[0] ?? assert.fail();
      };
      const { id, userId, expiresAt } = await read();
      assert.equal(userId, okta.org.admin.id);
      const days = (Date.parse(expiresAt) - Date.now()) / (24 * 60 * 60 * 1000);
      assert.ok(days > 29.9 && days <= 30, `${days} days`);
      await api.expect(200, 'GET', `/api-tokens/${id}`);
      await api.expect(404, 'GET', '/api-tokens/00Telse');

      okta.org.settings.apiTokenExpiresAt = '2100-01-01T00:00:00.000Z';
      assert.equal((await read()).expiresAt, '2100-01-01T00:00:00.000Z');
      okta.org.settings.apiTokenExpiresAt = '2020-01-01T00:00:00.000Z';
      assert.deepEqual(refusal(await api.call('GET', '/users')), [401, 'E0000011']);
    } finally {
      await okta.close();
    }
  });

  it('and each app have a share of the rate limits', async () => {
    const okta = await startOktaEmulator({ apiToken: 'token', smtpUrl: 'smtp://127.0.0.1:9' });
    const api = oktaApi(okta);
    try {
      const { app } = await serviceAppClient(okta);
      const list = async (type: string) => {
        const filter = encodeURIComponent(`principalType eq "${type}"`);
        const entities: unknown = await api.expect(
          200,
          'GET',
          `/principal-rate-limits?filter=${filter}`,
        );
        return entities as { id: string; principalId: string; defaultPercentage: number }[];
      };
      const [token] = await list('SSWS_TOKEN');
      assert.deepEqual(
        [token?.principalId, token?.defaultPercentage],
        [okta.org.access.apiToken.id, 50],
      );
      assert.deepEqual(
        (await list('OAUTH_CLIENT')).map(({ principalId }) => principalId),
        [app.id],
      );
      await api.expect(200, 'GET', `/principal-rate-limits/${token?.id ?? ''}`);
      await api.expect(400, 'GET', '/principal-rate-limits');
    } finally {
      await okta.close();
    }
  });
});
