import assert from 'node:assert/strict';
import { startOktaEmulator, type OktaEmulator } from '../../../okta-emulator/okta-emulator.js';
import type { SchemaAttribute } from '../../../okta-emulator/state/user-schema.js';
import { linkOf, oktaApi, refusal, type OktaApi, type ResourceBody } from './okta-api.js';

describe('the users API', () => {
  let okta: OktaEmulator;
  let api: OktaApi;

  beforeEach(async () => {
    okta = await startOktaEmulator({ apiToken: 'token', smtpUrl: 'smtp://127.0.0.1:9' });
    api = oktaApi(okta);
  });

  afterEach(() => okta.close());

  const logged = (eventType: string) =>
    okta.org.log.entries.map(({ event }) => event).filter((event) => event.eventType === eventType);

  const addAttributes = (types: Record<string, SchemaAttribute['type']>) => {
    for (const [title, type] of Object.entries(types)) {
      okta.org.userSchema.custom[title] = { title, type };
    }
  };

  it('creates a STAGED user with the fields of the recordings, and links to what is possible', async () => {
    const { id, created, lastUpdated, _links, ...rest } = await api.createUser({
      login: 'Ann@example.com',
      email: 'ann@example.com',
      mobileNumber: '+15554151337',
    });

    assert.match(id, /^00u\w{17}$/);
    assert.match(String(created), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    assert.equal(lastUpdated, created);
    assert.deepEqual(Object.keys(_links as object).sort(), ['activate', 'schema', 'self', 'type']);
    assert.deepEqual(rest, {
      status: 'STAGED',
      activated: null,
      statusChanged: null,
      lastLogin: null,
      passwordChanged: null,
      type: { id: 'otyDefaultUser0005d7' },
      profile: {
        firstName: 'Uma',
        lastName: 'User',
        mobilePhone: null,
        secondEmail: null,
        login: 'Ann@example.com',
        email: 'ann@example.com',
        mobileNumber: '+15554151337',
      },
      credentials: {
        emails: [{ value: 'ann@example.com', status: 'VERIFIED', type: 'PRIMARY' }],
        provider: { type: 'OKTA', name: 'OKTA' },
      },
    });
  });

  it('activates at creation by default: PROVISIONED without a password, ACTIVE with one', async () => {
    const without = await api.createUser({}, { query: '' });
    const withPassword = await api.createUser({}, { query: '', password: 'correct horse' });

    assert.equal(without.status, 'PROVISIONED');
    assert.equal(withPassword.status, 'ACTIVE');
    assert.equal(withPassword['activated'], withPassword['statusChanged']);
    assert.deepEqual((withPassword['credentials'] as { password: unknown }).password, {});
    assert.ok('changePassword' in (withPassword['_links'] as object));
  });

  it('puts a user into groups at creation, in the same breath', async () => {
    const { id } = await api.createUser({}, { groupIds: [okta.groupA] });

    const groups = (await api.expect(
      200,
      'GET',
      `/users/${id}/groups`,
    )) as unknown as ResourceBody[];
    assert.deepEqual(
      groups.map((group) => (group['profile'] as { name: string }).name),
      ['Everyone', 'Group A'],
    );
    const [add] = logged('group.user_membership.add');
    assert.deepEqual(
      add?.target.map(({ type }) => type),
      ['User', 'UserGroup'],
    );
  });

  it('creates nobody when a group is unknown or there are more than twenty', async () => {
    const profile = { login: 'a@example.com', email: 'a@example.com' };
    const unknown = await api.call('POST', '/users', { profile, groupIds: ['00gUnknown'] });
    const tooMany = await api.call('POST', '/users', {
      profile,
      groupIds: Array.from({ length: 21 }, () => okta.groupA),
    });

    assert.deepEqual(refusal(unknown), [404, 'E0000007']);
    assert.deepEqual(refusal(tooMany), [400, 'E0000093']);
    assert.equal(okta.org.users.size, 1);
  });

  it('refuses a login that is taken, in any case of letters', async () => {
    await api.createUser({ login: 'ann@example.com' });

    const answer = await api.call('POST', '/users', {
      profile: { login: 'ANN@example.com', email: 'other@example.com' },
    });

    assert.deepEqual(refusal(answer), [
      400,
      'E0000001',
      'login: An object with this field already exists in the current organization',
    ]);
  });

  it('names every field of a profile that does not fit', async () => {
    const answer = await api.call('POST', '/users', { profile: { login: 'ann', firstName: 'A' } });

    assert.deepEqual(refusal(answer), [
      400,
      'E0000001',
      'login: Username must be in the form of an email address',
      'email: The field cannot be left blank',
    ]);
    assert.equal(
      (answer.body as { errorSummary: string }).errorSummary,
      'Api validation failed: login',
    );
  });

  it('finds a user by id and by login, and says in Okta’s words when there is none', async () => {
    const { id } = await api.createUser({ login: 'ann@example.com' });

    assert.equal((await api.expect(200, 'GET', `/users/${id}`)).id, id);
    assert.equal((await api.expect(200, 'GET', '/users/ANN@example.com')).id, id);
    const answer = await api.call('GET', '/users/00uNobody');
    assert.deepEqual(refusal(answer), [404, 'E0000007']);
    assert.equal(
      (answer.body as { errorSummary: string }).errorSummary,
      'Not found: Resource not found: 00uNobody (User)',
    );
  });

  it('knows by `me` who the API token belongs to', async () => {
    const { id, status } = await api.expect(200, 'GET', '/users/me');

    assert.deepEqual([id, status], [okta.org.admin.id, 'ACTIVE']);
  });

  it('leaves out of an answer what okta-response asks it to', async () => {
    const { id } = await api.createUser({}, { query: '', password: 'correct horse' });
    const response = await fetch(`${okta.url}/api/v1/users/${id}`, {
      headers: {
        authorization: 'SSWS token',
        'content-type': 'application/json; okta-response=omitCredentials,omitCredentialsLinks',
      },
    });
    const body = (await response.json()) as { _links: object };

    assert.ok(!('credentials' in body));
    assert.ok(!('changePassword' in body._links));
    assert.ok('deactivate' in body._links);
  });

  it('merges a profile on POST, replaces it on PUT, and records which attributes changed', async () => {
    const { id } = await api.createUser({ mobilePhone: '+15554151337', nickName: 'U' });

    const merged = await api.expect(200, 'POST', `/users/${id}`, { profile: { nickName: 'V' } });
    assert.equal((merged['profile'] as { mobilePhone: string }).mobilePhone, '+15554151337');
    const replaced = await api.expect(200, 'PUT', `/users/${id}`, {
      profile: { login: 'new@example.com', email: 'new@example.com' },
    });

    assert.deepEqual(replaced['profile'], {
      firstName: null,
      lastName: null,
      mobilePhone: null,
      secondEmail: null,
      login: 'new@example.com',
      email: 'new@example.com',
    });
    assert.equal((await api.expect(200, 'GET', '/users/new@example.com')).id, id);
    assert.deepEqual(
      logged('user.account.update_profile').map(
        ({ debugContext }) => debugContext.debugData['changedAttributes'],
      ),
      ['nickName', 'firstName,lastName,mobilePhone,login,email,nickName'],
    );
  });

  it('records nothing for an update that changes nothing', async () => {
    const { id } = await api.createUser({ nickName: 'U' });
    await api.expect(200, 'POST', `/users/${id}`, { profile: { nickName: 'U' } });

    assert.equal(logged('user.account.update_profile').length, 0);
  });

  it('lists by status and by profile, page by page', async () => {
    const ids = [];
    for (let count = 0; count < 5; count += 1) {
      ids.push((await api.createUser({ department: count < 3 ? 'Sales' : 'Legal' })).id);
    }
    const found: string[] = [];
    let next: string | undefined = '/users?limit=2&filter=status+eq+%22STAGED%22';
    let pages = 0;
    while (next !== undefined) {
      const answer = await api.call('GET', next);
      found.push(...(answer.body as ResourceBody[]).map(({ id }) => id));
      next = linkOf(answer, 'next');
      pages += 1;
    }
    const search = encodeURIComponent('profile.department eq "SALES" and status eq "staged"');
    const sales = await api.call('GET', `/users?search=${search}`);

    assert.deepEqual(found.toSorted(), ids.toSorted());
    assert.equal(pages, 3);
    assert.equal((sales.body as unknown[]).length, 3);
    assert.equal(
      linkOf(sales, 'self'),
      `${okta.url}/api/v1/users?search=${search.replaceAll('%20', '+')}&limit=200`,
    );
  });

  it('keeps what the base schema says of manager, language and place, and custom attributes', async () => {
    addAttributes({ badge: 'integer' });
    const attributes = {
      managerId: '00u1',
      manager: 'Max Manager',
      preferredLanguage: 'de',
      locale: 'de_DE',
      timezone: 'Europe/Berlin',
      badge: 7,
    };

    const { profile } = await api.createUser(attributes);
    const refused = await api.call('POST', '/users?activate=false', {
      profile: { login: 'a@example.com', email: 'a@example.com', timezone: 2 },
    });

    assert.deepEqual({ ...(profile as object), ...attributes }, profile);
    assert.deepEqual(refusal(refused).slice(0, 2), [400, 'E0000001']);
  });

  it('searches several attributes at once, without those who are deactivated if so asked', async () => {
    const phone = '+12025550123';
    const base = await api.createUser({ mobilePhone: phone });
    const custom = await api.createUser({ mobileNumber: phone, managerId: base.id });
    const gone = await api.createUser({ mobilePhone: phone, email: 'gone@example.com' });
    await api.createUser({ mobilePhone: '+12025550124' });
    await api.expect(204, 'POST', `/users/${gone.id}/lifecycle/deactivate`);
    const search = async (text: string) =>
      (
        (await api.expect(
          200,
          'GET',
          `/users?search=${encodeURIComponent(text)}`,
        )) as unknown as ResourceBody[]
      )
        .map(({ id }) => id)
        .toSorted();
    const hasPhone = `profile.mobilePhone eq "${phone}" or profile.mobileNumber eq "${phone}"`;
    const isNotGone = 'status lt "DEPROVISIONED" or status gt "DEPROVISIONED"';

    assert.deepEqual(await search(hasPhone), [base.id, custom.id, gone.id].toSorted());
    assert.deepEqual(
      await search(`(${hasPhone}) and (${isNotGone})`),
      [base.id, custom.id].toSorted(),
    );
    assert.deepEqual(await search('profile.email eq "GONE@example.com"'), [gone.id]);
    assert.deepEqual(await search(`profile.managerId eq "${base.id}"`), [custom.id]);
    assert.deepEqual(await search('profile.email co "gone@"'), [gone.id]);
  });

  it('finds a user by what the profile holds now, in each of several values, until the user is deleted', async () => {
    addAttributes({ badges: 'array' });
    const user = await api.createUser({ mobilePhone: '+12025550123', badges: ['Red', ['blue']] });
    const isFound = async (text: string) => {
      const { body } = await api.call('GET', `/users?search=${encodeURIComponent(text)}`);
      return (body as ResourceBody[]).some(({ id }) => id === user.id);
    };
    assert.equal(await isFound('profile.mobilePhone eq "+12025550123"'), true);
    assert.equal(await isFound('profile.badges eq "red"'), true);
    assert.equal(await isFound('profile.badges eq "blue"'), true);

    await api.expect(200, 'POST', `/users/${user.id}`, {
      profile: { mobilePhone: '+12025550124' },
    });
    assert.equal(await isFound('profile.mobilePhone eq "+12025550123"'), false);
    assert.equal(await isFound('profile.mobilePhone eq "+12025550124"'), true);

    await api.expect(204, 'DELETE', `/users/${user.id}`);
    await api.expect(204, 'DELETE', `/users/${user.id}`);
    assert.equal(await isFound('profile.mobilePhone eq "+12025550124"'), false);
  });

  it('keeps a cursor good when the user it names is gone', async () => {
    const users = [await api.createUser(), await api.createUser(), await api.createUser()];
    const first = await api.call('GET', '/users?limit=2&filter=status+eq+%22STAGED%22');
    const [, last] = first.body as ResourceBody[];
    assert.ok(last);
    await api.expect(204, 'DELETE', `/users/${last.id}`);
    await api.expect(204, 'DELETE', `/users/${last.id}`);

    const second = await api.call('GET', linkOf(first, 'next') ?? '');

    const rest = users
      .map(({ id }) => id)
      .filter((id) => !(first.body as ResourceBody[]).some((user) => user.id === id));
    assert.deepEqual(
      (second.body as ResourceBody[]).map(({ id }) => id),
      rest,
    );
  });

  it('refuses a search that it can’t read or does not support', async () => {
    for (const search of [
      'status eqq "STAGED"',
      'password eq "x"',
      'status eq',
      'not-a-filter',
      'status ne "DEPROVISIONED"',
      'profile.mobilePhone co "555"',
    ]) {
      const answer = await api.call('GET', `/users?search=${encodeURIComponent(search)}`);
      assert.deepEqual(refusal(answer), [400, 'E0000031'], search);
    }
  });

  it('lists deactivated users only to who searches for them', async () => {
    const { id } = await api.createUser();
    await api.expect(204, 'POST', `/users/${id}/lifecycle/deactivate`);
    const list = async (query: string) =>
      ((await api.call('GET', `/users${query}`)).body as ResourceBody[]).map((user) => user.id);

    assert.deepEqual(await list(''), [okta.org.admin.id]);
    assert.deepEqual(await list('?search=status+eq+%22DEPROVISIONED%22'), [id]);
  });

  it('finds by the beginning of a name, and nobody who is deactivated', async () => {
    const { id } = await api.createUser({ lastName: 'Zorn' });
    const gone = await api.createUser({ lastName: 'Zorn' });
    await api.expect(204, 'POST', `/users/${gone.id}/lifecycle/deactivate`);

    const { body } = await api.call('GET', '/users?q=zor');

    assert.deepEqual(
      (body as ResourceBody[]).map((user) => user.id),
      [id],
    );
  });

  it('deactivates on the first DELETE and deletes on the second', async () => {
    const { id } = await api.createUser({ login: 'ann@example.com' });

    await api.expect(204, 'DELETE', `/users/${id}`);
    assert.equal((await api.expect(200, 'GET', `/users/${id}`)).status, 'DEPROVISIONED');
    await api.expect(204, 'DELETE', `/users/${id}`);

    assert.equal((await api.call('GET', `/users/${id}`)).status, 404);
    assert.equal(logged('user.lifecycle.deactivate').length, 1);
    assert.equal(logged('user.lifecycle.delete.initiated')[0]?.target[0]?.id, id);
    await api.createUser({ login: 'ann@example.com' });
  });
});
