import assert from 'node:assert/strict';
import { listPeople } from '../../../src/backfill/list-people.js';
import { lookUpPeople } from '../../../src/backfill/look-up-people.js';
import { patiently } from '../../../src/okta/patiently.js';
import { readMemberships } from '../../../src/backfill/read-memberships.js';
import { OktaApiError, OktaPacedError } from '../../../src/okta/okta-errors.js';
import { createFakeOkta } from '../../support/fake-okta.js';
import { oktaError } from '../../support/okta-error.js';

const onWait = () => undefined;

describe('listing who is meant', () => {
  it('goes through all pages, and leaves out who is deactivated', async () => {
    const okta = createFakeOkta();
    const ids = Array.from({ length: 250 }, () => okta.addUser());
    okta.addUser({ status: 'ACTIVE' });
    const { people, deactivated } = await listPeople(
      okta,
      { search: 'status eq "STAGED"' },
      [],
      onWait,
    );
    assert.deepEqual(
      people.map(({ user }) => user),
      ids,
    );
    assert.deepEqual([people[249]?.line, deactivated, okta.calls.length], [250, 0, 2]);

    const [gone = ''] = ids;
    okta.user(gone).status = 'DEPROVISIONED';
    for (const id of ids.slice(0, 3)) okta.addToGroupAs('hr', okta.groups.A, id);
    const group = await listPeople(okta, { group: okta.groups.A }, [], onWait);
    assert.deepEqual([group.people.length, group.deactivated], [2, 1]);
  });

  it('takes the start date from the profile where an attribute holds one', async () => {
    const okta = createFakeOkta();
    okta.addUser({ profile: { starts: '2026-12-01T00:00:00Z' } });
    okta.addUser({ profile: { starts: 'soon', begins: '2026-12-07' } });
    okta.addUser({ profile: {} });
    const { people } = await listPeople(
      ...([okta, { search: 'status eq "STAGED"' }, ['starts', 'begins'], onWait] as const),
    );
    assert.deepEqual(
      people.map(({ startDate }) => startDate),
      ['2026-12-01', '2026-12-07', undefined],
    );
  });
});

describe('looking people up', () => {
  it('asks for many at once, without regard to case', async () => {
    const okta = createFakeOkta();
    const ids = Array.from({ length: 100 }, () => okta.addUser());
    const logins = ids.map((id) => String(okta.user(id).profile['login']).toUpperCase());
    const found = await lookUpPeople(okta, [...logins, ...ids.slice(0, 10)], onWait);
    assert.deepEqual(
      logins.map((login) => found(login)?.id),
      ids,
    );
    assert.equal(found(ids[3] ?? '')?.id, ids[3]);
    assert.deepEqual([okta.count('listUsers'), okta.count('getUser')], [4, 0]);
  });

  it('asks for each by itself whom the search does not know', async () => {
    const okta = createFakeOkta();
    const id = okta.addUser({ profile: { login: 'new@example.com' } });
    okta.answerNext('listUsers', { users: [] });
    const found = await lookUpPeople(okta, ['new@example.com', 'nobody@example.com'], onWait);
    assert.equal(found('new@example.com')?.id, id);
    assert.equal(found('nobody@example.com'), undefined);
    assert.equal(okta.count('getUser'), 2);
  });
});

describe('reading who is in which group', () => {
  it('lists each group once for all users', async () => {
    const okta = createFakeOkta();
    const ids = Array.from({ length: 300 }, () => okta.addUser());
    for (const id of ids.slice(0, 201)) okta.addToGroupAs('hr', okta.groups.A, id);
    const [first = '', second = ''] = ids;
    okta.addToGroupAs('hr', okta.groups.B, first);
    const of = await readMemberships(okta, [okta.groups.A, okta.groups.B], ids, onWait);
    assert.deepEqual(of(first), [okta.groups.A, okta.groups.B]);
    assert.deepEqual(of(second), [okta.groups.A]);
    assert.deepEqual(of(ids[299] ?? ''), []);
    assert.deepEqual([okta.count('listGroupMembers'), okta.count('listUserGroupIds')], [3, 0]);
  });

  it('asks for the users where they are fewer than the pages of a group', async () => {
    const okta = createFakeOkta();
    const ids = Array.from({ length: 450 }, () => okta.addUser());
    for (const id of ids) okta.addToGroupAs('hr', okta.groups.A, id);
    const few = ids.slice(0, 2);
    const of = await readMemberships(okta, [okta.groups.A], few, onWait);
    assert.deepEqual(few.map(of), [[okta.groups.A], [okta.groups.A]]);
    assert.deepEqual([okta.count('listGroupMembers'), okta.count('listUserGroupIds')], [2, 2]);
  });
});

describe('a call of a command to Okta', () => {
  it('is made again after the reset where a rate limit holds it back', async () => {
    const rateLimit = { limit: 600, remaining: 0, secondsToReset: -5 };
    const failures = [
      new OktaApiError({ request: 'GET', status: 429, errorCode: 'E0000047', rateLimit }),
      new OktaPacedError('users', 20),
    ];
    const waits: number[] = [];
    const answer = await patiently(
      () =>
        failures.length > 0
          ? Promise.reject(failures.shift() ?? new Error())
          : Promise.resolve('yes'),
      (seconds) => waits.push(seconds),
    );
    assert.equal(answer, 'yes');
    assert.deepEqual(waits, [1, 0.02]);
  });

  it('fails with every other error', async () => {
    await assert.rejects(
      patiently(() => Promise.reject(oktaError('403 E0000006')), onWait),
      OktaApiError,
    );
  });
});
