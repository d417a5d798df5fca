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

  it('does not change who belongs to Everyone', async () => {
    const { id } = await api.createUser();

    const answer = await api.call('DELETE', `/groups/${everyoneId}/users/${id}`);

    assert.deepEqual(refusal(answer), [501, 'E0000060']);
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
