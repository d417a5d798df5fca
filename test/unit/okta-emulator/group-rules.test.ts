import assert from 'node:assert/strict';
import { startOktaEmulator, type OktaEmulator } from '../../../okta-emulator/okta-emulator.js';
import { everyoneId } from '../../../okta-emulator/state/seed.js';
import { oktaApi, refusal, type OktaApi, type ResourceBody } from './okta-api.js';

describe('group rules', () => {
  let okta: OktaEmulator;
  let api: OktaApi;

  beforeEach(async () => {
    okta = await startOktaEmulator({ apiToken: 'token', smtpUrl: 'smtp://127.0.0.1:9' });
    api = oktaApi(okta);
  });

  afterEach(() => okta.close());

  const definition = (value = 'user.department=="Sales"', groupId = okta.groupA) => ({
    type: 'group_rule',
    name: 'Sales',
    conditions: {
      people: { users: { exclude: [] as string[] }, groups: { exclude: [] } },
      expression: { value, type: 'urn:okta:expression:1.0' },
    },
    actions: { assignUserToGroups: { groupIds: [groupId] } },
  });
  const activeRule = async (body = definition()) => {
    const rule = await api.expect(200, 'POST', '/groups/rules', body);
    await api.expect(204, 'POST', `/groups/rules/${rule.id}/lifecycle/activate`);
    return `/groups/rules/${rule.id}`;
  };
  const members = async () =>
    (
      (await api.expect(200, 'GET', `/groups/${okta.groupA}/users`)) as unknown as ResourceBody[]
    ).map(({ id }) => id);

  it('are INACTIVE when they are new, with what Okta answers of them', async () => {
    const { id, created, lastUpdated, ...rest } = await api.expect(
      ...([200, 'POST', '/groups/rules'] as const),
      definition(),
    );

    assert.match(id, /^0pr\w{17}$/);
    assert.equal(created, lastUpdated);
    assert.deepEqual(rest, { ...definition(), status: 'INACTIVE' });
    const listed = await api.expect(200, 'GET', '/groups/rules?search=sal');
    assert.deepEqual(listed, [await api.expect(200, 'GET', `/groups/rules/${id}`)]);
    assert.deepEqual(await api.expect(200, 'GET', '/groups/rules?search=legal'), []);
  });

  it('bring in whom they fit, and take out whom they brought in', async () => {
    const before = await api.createUser({ department: 'Sales' });
    const byHand = await api.createUser({ department: 'Legal' }, { groupIds: [okta.groupA] });
    await activeRule();
    const after = await api.createUser({ department: 'Sales' });
    await api.createUser({ department: 'Legal' });
    assert.deepEqual((await members()).toSorted(), [before.id, byHand.id, after.id].toSorted());

    for (const { id } of [before, byHand]) {
      await api.expect(200, 'POST', `/users/${id}`, { profile: { department: 'Finance' } });
    }

    assert.deepEqual((await members()).toSorted(), [byHand.id, after.id].toSorted());
    const added = okta.org.log.entries.filter(
      ({ event }) => event.eventType === 'group.user_membership.add',
    );
    assert.deepEqual(
      added.map(({ event }) => event.actor.type),
      ['User', 'SystemPrincipal', 'SystemPrincipal'],
    );
  });

  it('leave alone whom an admin has taken out', async () => {
    const rule = await activeRule();
    const { id } = await api.createUser({ department: 'Sales' });

    await api.expect(204, 'DELETE', `/groups/${okta.groupA}/users/${id}`);
    await api.expect(200, 'POST', `/users/${id}`, { profile: { nickName: 'Uma' } });

    assert.deepEqual(await members(), []);
    const { conditions } = await api.expect(200, 'GET', rule);
    assert.deepEqual(conditions, {
      ...definition().conditions,
      people: { users: { exclude: [id] }, groups: { exclude: [] } },
    });
  });

  it('leave behind whom they brought in, or not, when they are deleted', async () => {
    for (const [query, stay] of [
      ['?removeUsers=true', 0],
      ['', 1],
    ] as const) {
      const rule = await activeRule(definition(`user.city=="City ${stay}"`));
      const { id } = await api.createUser({ city: `City ${stay}` });
      assert.deepEqual(refusal(await api.call('DELETE', rule)), [403, 'E0000006']);
      await api.expect(204, 'POST', `${rule}/lifecycle/deactivate`);
      assert.deepEqual(await members(), [id]);

      await api.expect(202, 'DELETE', rule + query);

      assert.equal((await members()).length, stay);
      assert.equal((await api.call('GET', rule)).status, 404);
    }
  });

  it('are INVALID without their group, and good for nothing then', async () => {
    const group = await api.expect(200, 'POST', '/groups', { profile: { name: 'West' } });
    const rule = await activeRule(definition(undefined, group.id));

    await api.expect(204, 'DELETE', `/groups/${group.id}`);

    assert.equal((await api.expect(200, 'GET', rule)).status, 'INVALID');
    for (const operation of ['activate', 'deactivate']) {
      const answer = await api.call('POST', `${rule}/lifecycle/${operation}`);
      assert.deepEqual(refusal(answer).slice(0, 2), [400, 'E0000001']);
    }
    await api.expect(202, 'DELETE', rule);
  });

  it('read comparisons, joined by and and or', async () => {
    await activeRule(
      definition('user.department=="Sales" and user.city!=\'Rome\' or user.title == "Boss"'),
    );
    const sales = { department: 'Sales' };

    const ids = [];
    for (const profile of [sales, { ...sales, city: 'Rome' }, { title: 'Boss' }, {}]) {
      ids.push((await api.createUser(profile)).id);
    }

    assert.deepEqual((await members()).toSorted(), [ids[0], ids[2]].toSorted());
  });

  it('can be replaced while they are INACTIVE, but for their groups', async () => {
    const rule = await activeRule();
    const renamed = { ...(await api.expect(200, 'GET', rule)), name: 'Sellers' };
    const replace = async (body: object) => refusal(await api.call('PUT', rule, body)).slice(0, 2);
    assert.deepEqual(await replace(renamed), [400, 'E0000001']);

    await api.expect(204, 'POST', `${rule}/lifecycle/deactivate`);
    assert.deepEqual(await replace(definition(undefined, okta.groupB)), [400, 'E0000001']);
    const replaced = await api.expect(200, 'PUT', rule, renamed);

    assert.deepEqual([replaced['name'], replaced.status], ['Sellers', 'INACTIVE']);
  });

  it('are refused where they do not fit', async () => {
    await activeRule();
    const other = { ...definition(), name: 'Other' };
    const assign = (groupIds: string[]) => ({
      ...other,
      actions: { assignUserToGroups: { groupIds } },
    });

    for (const body of [
      definition(),
      { ...other, name: '' },
      { ...other, type: 'rule' },
      { ...other, status: 'ACTIVE' },
      { ...definition('isMemberOfGroupName("West")'), name: 'Other' },
      assign([]),
      assign([everyoneId]),
    ]) {
      const answer = await api.call('POST', '/groups/rules', body);
      assert.deepEqual(refusal(answer).slice(0, 2), [400, 'E0000001'], JSON.stringify(body));
    }
    const unknown = await api.call('POST', '/groups/rules', assign(['00gNothing']));
    assert.deepEqual(refusal(unknown), [404, 'E0000007']);
  });
});
