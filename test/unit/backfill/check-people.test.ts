import assert from 'node:assert/strict';
import { checkPeople } from '../../../src/backfill/check-people.js';
import type { SelectedPerson } from '../../../src/backfill/person.js';
import type { OktaUser } from '../../../src/okta/okta-client.js';

const id = (number: number) => `00u${String(number).padStart(17, '0')}`;
const staged = (number: number): OktaUser => ({ id: id(number), status: 'STAGED', profile: {} });

function check(
  selected: Partial<SelectedPerson>[],
  known: Record<string, OktaUser> = { ann: staged(1), bob: staged(2) },
  more: { startDate?: string; believesIds?: boolean } = {},
) {
  return checkPeople(
    selected.map((person, index) => ({ line: index + 2, user: 'ann', ...person })),
    {
      ...{ found: (user) => known[user], believesIds: true, defaultCountries: [undefined, 'US'] },
      ...more,
    },
  );
}

const problemOf = (person: Partial<SelectedPerson>, known?: Record<string, OktaUser>) =>
  check([person], known).bad[0]?.problem;

describe('the check of who was selected', () => {
  it('takes who is known by a login, and an id as it is', () => {
    const { people, bad } = check([{ user: 'ann' }, { user: id(7) }]);
    assert.deepEqual(
      people.map(({ line, userId }) => [line, userId]),
      [
        [2, id(1)],
        [3, id(7)],
      ],
    );
    assert.deepEqual(bad, []);
  });

  it('believes no id where Okta was asked and does not know it', () => {
    const { bad } = check([{ user: id(7) }], {}, { believesIds: false });
    assert.deepEqual(bad, [{ line: 2, problem: 'user-unknown' }]);
  });

  it('finds who is unknown or deactivated', () => {
    assert.equal(problemOf({ user: 'nobody' }), 'user-unknown');
    const gone = { ...staged(1), status: 'DEPROVISIONED' };
    assert.equal(problemOf({}, { ann: gone }), 'user-deactivated');
    assert.equal(problemOf({ known: gone }), 'user-deactivated');
  });

  it('takes a number that some population can read, and no other', () => {
    assert.equal(problemOf({ phone: '415 200 0001' }), undefined);
    assert.equal(problemOf({ phone: '+49 1512 3456789' }), undefined);
    for (const phone of ['12', 'call me', '+49 30 123456']) {
      assert.equal(problemOf({ phone }), 'phone-unusable', phone);
    }
  });

  it('takes a date as ISO 8601 writes it, that is one', () => {
    assert.equal(problemOf({ startDate: '2026-12-01' }), undefined);
    for (const startDate of ['2026-02-30', '01.12.2026', 'soon', '2026-12-01T09:00']) {
      assert.equal(problemOf({ startDate }), 'start-date-unreadable', startDate);
    }
  });

  it('takes the first of two rows with one person, whatever they are called in them', () => {
    const { people, bad } = check([{ user: 'ann' }, { user: 'bob' }, { user: id(1) }]);
    assert.deepEqual(
      people.map(({ line }) => line),
      [2, 3],
    );
    assert.deepEqual(bad, [{ line: 4, problem: 'repeated' }]);
  });

  it('gives the start date for all to those who have none', () => {
    const { people } = check(
      [{ user: 'ann', startDate: '2026-12-07' }, { user: 'bob' }],
      undefined,
      {
        startDate: '2026-12-01',
      },
    );
    assert.deepEqual(
      people.map(({ startDate }) => startDate),
      ['2026-12-07', '2026-12-01'],
    );
  });
});
