import assert from 'node:assert/strict';
import { startOktaEmulator, type OktaEmulator } from '../../../okta-emulator/okta-emulator.js';
import { orgSnapshot } from '../../../okta-emulator/state/org-snapshot.js';
import { oktaApi, type OktaApi } from './okta-api.js';

const attribute = { title: 'Badge', type: 'string' };
const schema = (badge: object | null) => ({ definitions: { custom: { properties: { badge } } } });
const hook = (value: string) => ({
  name: 'hires',
  events: { type: 'EVENT_TYPE', items: ['user.lifecycle.create'] },
  channel: {
    ...{ type: 'HTTP', version: '1.0.0' },
    config: {
      uri: 'https://gateway.example.com/hook',
      authScheme: { type: 'HEADER', key: 'Authorization', value },
    },
  },
});

describe('the snapshot of an org', () => {
  let okta: OktaEmulator;
  let api: OktaApi;

  beforeEach(async () => {
    okta = await start();
    api = oktaApi(okta);
  });

  afterEach(() => okta.close());

  const start = () => startOktaEmulator({ apiToken: 'token', smtpUrl: 'smtp://127.0.0.1:9' });
  const enrollmentPolicy = (name: string) => ({
    ...{ type: 'MFA_ENROLL', name },
    conditions: { people: { groups: { include: [okta.groupB] } } },
    settings: { type: 'AUTHENTICATORS', authenticators: [] },
  });

  it('is the same for two orgs that were set up alike, and served as JSON', async () => {
    const other = await start();
    const snapshot = orgSnapshot(okta.org);

    assert.deepEqual(orgSnapshot(other.org), snapshot);
    assert.notDeepEqual(
      orgSnapshot(other.org, { keepIds: true }),
      orgSnapshot(okta.org, { keepIds: true }),
    );
    await other.close();
    const served = await api.expect(200, 'GET', `${okta.url}/_emulator/state`);
    assert.deepEqual(served, snapshot);
    assert.doesNotMatch(JSON.stringify(served), /0pr\w{17}/);
    const withIds = await api.expect(200, 'GET', `${okta.url}/_emulator/state?ids=keep`);
    assert.match(JSON.stringify(withIds), /0pr\w{17}/);
  });

  it('is as it was when everything is undone, and another after every step', async () => {
    const snapshots = [orgSnapshot(okta.org)];
    const look = () => snapshots.push(orgSnapshot(okta.org));
    const post = async (path: string, body: object) => {
      const { id } = await api.expect(200, 'POST', path, body);
      look();
      return id;
    };

    const group = await post('/groups', { profile: { name: 'West' } });
    await post('/meta/schemas/user/default', schema(attribute));
    const policy = await post('/policies', enrollmentPolicy('New'));
    await post(`/policies/${policy}/rules`, {
      ...{ type: 'MFA_ENROLL', name: 'Always' },
      actions: { enroll: { self: 'CHALLENGE' } },
    });
    const hookId = await post('/eventHooks', hook('secret'));
    await api.expect(200, 'PUT', `/eventHooks/${hookId}`, hook('another secret'));
    look();
    const user = await api.createUser();
    await api.expect(204, 'PUT', `/groups/${okta.groupA}/users/${user.id}`);
    look();
    for (const [index, one] of snapshots.entries()) {
      for (const other of snapshots.slice(index + 1)) assert.notDeepEqual(one, other);
    }

    await api.expect(204, 'DELETE', `/groups/${okta.groupA}/users/${user.id}`);
    await api.expect(200, 'POST', `/eventHooks/${hookId}/lifecycle/deactivate`);
    await api.expect(204, 'DELETE', `/eventHooks/${hookId}`);
    await api.expect(204, 'DELETE', `/policies/${policy}`);
    await api.expect(200, 'POST', '/meta/schemas/user/default', schema(null));
    await api.expect(204, 'DELETE', `/groups/${group}`);
    assert.deepEqual(orgSnapshot(okta.org), snapshots[0]);
  });

  it('tells the order of policies', async () => {
    const before = orgSnapshot(okta.org);
    const policies = [...okta.org.policies.values()].filter(({ type }) => type === 'MFA_ENROLL');
    const [first] = policies;
    assert.ok(first);
    const settings = first.settings;
    await api.expect(200, 'PUT', `/policies/${first.id}`, {
      ...{ type: 'MFA_ENROLL', name: first.name, priority: 2, settings },
      conditions: { people: { groups: { include: first.includedGroupIds } } },
    });
    const moved = orgSnapshot(okta.org);
    assert.notDeepEqual(moved, before);
  });

  it('holds no secret of a hook', async () => {
    await api.expect(200, 'POST', '/eventHooks', hook('a-secret-of-the-hook'));

    assert.doesNotMatch(JSON.stringify(orgSnapshot(okta.org)), /a-secret-of-the-hook/);
  });
});
