import assert from 'node:assert/strict';
import { startOktaEmulator, type OktaEmulator } from '../../../okta-emulator/okta-emulator.js';
import { everyoneId } from '../../../okta-emulator/state/seed.js';
import { linkOf, oktaApi, refusal, type OktaApi, type ResourceBody } from './okta-api.js';

describe('the groups API', () => {
  let okta: OktaEmulator;
  let api: OktaApi;

  beforeEach(async () => {
    okta = await startOktaEmulator({ apiToken: 'token', smtpUrl: 'smtp://127.0.0.1:9' });
    api = oktaApi(okta);
  });

  afterEach(() => okta.close());

  const list = async (path: string) =>
    ((await api.expect(200, 'GET', path)) as unknown as ResourceBody[]).map(({ id }) => id);
  const memberships = () =>
    okta.org.log.entries
      .map(({ event }) => event.eventType)
      .filter((eventType) => eventType.startsWith('group.user_membership'));

  it('adds a STAGED user with 204, and once only', async () => {
    const { id } = await api.createUser();

    await api.expect(204, 'PUT', `/groups/${okta.groupA}/users/${id}`);
    await api.expect(204, 'PUT', `/groups/${okta.groupA}/users/${id}`);

    assert.deepEqual(await list(`/groups/${okta.groupA}/users`), [id]);
    assert.deepEqual(memberships(), ['group.user_membership.add']);
  });

  it('lists members page by page, with what there is to know about them', async () => {
    const members = [await api.createUser(), await api.createUser(), await api.createUser()];
    const users = `/groups/${okta.groupA}/users`;
    for (const { id } of members) await api.expect(204, 'PUT', `${users}/${id}`);
    await api.expect(204, 'POST', `/users/${String(members[0]?.id)}/lifecycle/deactivate`);

    const first = await api.call('GET', `${users}?limit=2`);
    const second = await api.call('GET', linkOf(first, 'next') ?? '');

    const listed = [first, second].map(({ body }) => body as ResourceBody[]);
    assert.deepEqual(
      listed.map(({ length }) => length),
      [2, 1],
    );
    assert.equal(linkOf(second, 'next'), undefined);
    const facts = ({ id, created }: ResourceBody) => [id, created];
    assert.deepEqual(listed.flat().map(facts).toSorted(), members.map(facts).toSorted());
    assert.deepEqual(
      listed
        .flat()
        .map(({ status }) => status)
        .toSorted(),
      ['DEPROVISIONED', 'STAGED', 'STAGED'],
    );
  });

  it('lists those who are members at the moment of the page', async () => {
    const users = [await api.createUser(), await api.createUser(), await api.createUser()];
    for (const { id } of users) await api.expect(204, 'PUT', `/groups/${okta.groupA}/users/${id}`);
    const [first, second, third] = await list(`/groups/${okta.groupA}/users`);
    const page = await api.call('GET', `/groups/${okta.groupA}/users?limit=1`);

    await api.expect(204, 'DELETE', `/groups/${okta.groupA}/users/${String(second)}`);
    await api.expect(204, 'DELETE', `/users/${String(first)}`);
    await api.expect(204, 'DELETE', `/users/${String(first)}`);

    const next = await api.call('GET', linkOf(page, 'next') ?? '');
    assert.deepEqual(
      (next.body as { id: string }[]).map(({ id }) => id),
      [third],
    );
    assert.equal(linkOf(next, 'next'), undefined);
    assert.deepEqual(await list(`/groups/${okta.groupA}/users`), [third]);
  });

  it('writes down who added and removed a member, with which token', async () => {
    const { id } = await api.createUser();
    await api.expect(204, 'PUT', `/groups/${okta.groupA}/users/${id}`);
    await api.expect(204, 'DELETE', `/groups/${okta.groupA}/users/${id}`);

    const events = okta.org.log.entries
      .map(({ event }) => event)
      .filter(({ eventType }) => eventType.startsWith('group.user_membership'));

    assert.equal(events.length, 2);
    for (const { actor, target, transaction } of events) {
      assert.deepEqual([actor.type, actor.id], ['User', okta.org.admin.id]);
      assert.match(transaction.detail['requestApiTokenId'] ?? '', /^00T\w{17}$/);
      assert.deepEqual(
        target.map(({ type, id: targetId }) => [type, targetId]),
        [
          ['User', id],
          ['UserGroup', okta.groupA],
        ],
      );
    }
  });

  it('removes a member with 204, and somebody who is none too', async () => {
    const { id } = await api.createUser({}, { groupIds: [okta.groupA] });

    await api.expect(204, 'DELETE', `/groups/${okta.groupA}/users/${id}`);
    await api.expect(204, 'DELETE', `/groups/${okta.groupA}/users/${id}`);

    assert.deepEqual(await list(`/groups/${okta.groupA}/users`), []);
    assert.deepEqual(memberships(), ['group.user_membership.add', 'group.user_membership.remove']);
  });

  it('knows neither unknown users nor unknown groups', async () => {
    const { id } = await api.createUser();
    for (const path of [
      `/groups/${okta.groupA}/users/00uNobody`,
      `/groups/00gNothing/users/${id}`,
    ]) {
      assert.deepEqual(refusal(await api.call('PUT', path)), [404, 'E0000007']);
      assert.deepEqual(refusal(await api.call('DELETE', path)), [404, 'E0000007']);
    }
  });

  it('changes neither who belongs to Everyone nor the group of an app', async () => {
    const { id } = await api.createUser();
    const imported = await api.expect(201, 'POST', `${okta.url}/_emulator/groups`, {
      name: 'Sales from the directory',
    });
    assert.equal(imported['type'], 'APP_GROUP');

    for (const groupId of [everyoneId, imported.id]) {
      for (const method of ['PUT', 'DELETE']) {
        const answer = await api.call(method, `/groups/${groupId}/users/${id}`);
        assert.deepEqual(refusal(answer), [403, 'E0000006'], method);
      }
    }
    const profile = { name: 'Mine now' };
    const replaced = await api.call('PUT', `/groups/${imported.id}`, { profile });
    assert.deepEqual(refusal(replaced), [403, 'E0000006']);
  });

  it('can have a group made an app’s, and Okta’s again', async () => {
    const { id } = await api.createUser();
    const group = `${okta.url}/_emulator/groups/${okta.groupA}`;

    const imported = await api.expect(200, 'PUT', group, { type: 'APP_GROUP' });
    assert.equal(imported['type'], 'APP_GROUP');
    assert.equal((await api.call('PUT', `/groups/${okta.groupA}/users/${id}`)).status, 403);
    await api.expect(200, 'PUT', group, { type: 'OKTA_GROUP' });

    await api.expect(204, 'PUT', `/groups/${okta.groupA}/users/${id}`);
  });

  it('renames a group, but not to a name that is taken', async () => {
    const profile = { name: 'New hires', description: 'SMS only' };
    const group = await api.expect(200, 'GET', `/groups/${okta.groupA}`);

    const renamed = await api.expect(200, 'PUT', `/groups/${okta.groupA}`, { ...group, profile });
    assert.deepEqual(renamed['profile'], profile);

    const taken = await api.call('PUT', `/groups/${okta.groupB}`, { profile });
    assert.deepEqual(refusal(taken).slice(0, 2), [400, 'E0000001']);
  });

  it('finds a new group by search only when the index has it', async () => {
    okta.org.settings.groupSearchDelayMs = 60_000;
    const group = await api.expect(200, 'POST', '/groups', { profile: { name: 'West Coast' } });
    const search = `/groups?search=${encodeURIComponent('profile.name eq "West Coast"')}`;

    assert.deepEqual(await list(search), []);
    assert.deepEqual(await list('/groups?q=West'), [group.id]);
    okta.org.settings.groupSearchDelayMs = 0;

    assert.deepEqual(await list(search), [group.id]);
  });

  it('refuses what a group does not have', async () => {
    for (const body of [
      { profile: { name: 'A', descripton: 'a slip' } },
      { profile: { name: 'A' }, type: 'APP_GROUP' },
      { profile: { name: '' } },
    ]) {
      const answer = await api.call('POST', '/groups', body);
      assert.deepEqual(refusal(answer).slice(0, 2), [400, 'E0000001'], JSON.stringify(body));
    }
  });

  it('creates, finds and deletes a group', async () => {
    const group = await api.expect(200, 'POST', '/groups', { profile: { name: 'West Coast' } });
    const { id } = await api.createUser({}, { groupIds: [group.id] });

    assert.deepEqual(group['profile'], { name: 'West Coast', description: null });
    assert.deepEqual(await list('/groups?q=west'), [group.id]);
    const search = encodeURIComponent('profile.name eq "West Coast"');
    assert.deepEqual(await list(`/groups?search=${search}`), [group.id]);
    assert.deepEqual(await list('/groups?search=type+eq+%22BUILT_IN%22'), [everyoneId]);

    await api.expect(204, 'DELETE', `/groups/${group.id}`);

    assert.equal((await api.call('GET', `/groups/${group.id}`)).status, 404);
    assert.deepEqual(await list(`/users/${id}/groups`), [everyoneId]);
  });

  it('refuses a second group of the same name', async () => {
    const answer = await api.call('POST', '/groups', { profile: { name: 'Group A' } });

    assert.deepEqual(refusal(answer).slice(0, 2), [400, 'E0000001']);
  });
});
