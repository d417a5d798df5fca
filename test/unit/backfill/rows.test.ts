import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isBackfillName, nameBackfill } from '../../../src/backfill/name-backfill.js';
import { sortPeople } from '../../../src/backfill/sort-people.js';
import { dayAfter, notBefore } from '../../../src/backfill/start-dates.js';
import { toRows } from '../../../src/backfill/to-rows.js';
import { decryptText } from '../../../src/payload-codec/encrypt-text.js';

const userId = '00u00000000000000001';
const key = Buffer.alloc(32, 1);
const rule = { daysBefore: 0, zone: 'Europe/Berlin' };
const now = new Date('2026-11-25T12:00:00Z');

describe('the rows of a backfill', () => {
  it('have those first who start first, those without a date last, and else the order of the file', () => {
    const people = [
      { line: 1 },
      { line: 2, startDate: '2026-12-07' },
      { line: 3, startDate: '2026-11-30' },
      { line: 4, startDate: '2026-12-07' },
      { line: 5 },
    ];
    assert.deepEqual(
      sortPeople(people).map(({ line }) => line),
      [3, 2, 4, 1, 5],
    );
  });

  it('wait for the midnight of their day, or of so many days before it', () => {
    assert.equal(notBefore('2026-12-01', rule, now), '2026-11-30T23:00:00.000Z');
    assert.equal(
      notBefore('2026-12-01', { ...rule, daysBefore: 3 }, now),
      '2026-11-27T23:00:00.000Z',
    );
    // On a day on which the clocks change.
    assert.equal(notBefore('2027-03-29', rule, now), '2027-03-28T22:00:00.000Z');
  });

  it('wait for nothing where that is over', () => {
    for (const date of ['2026-11-25', '2020-01-01'])
      assert.equal(notBefore(date, rule, now), undefined);
    assert.equal(notBefore('2026-12-01', { ...rule, daysBefore: 30 }, now), undefined);
  });

  it('may have a day that is so long from now', () => {
    assert.equal(dayAfter(now, 14 * 24 * 60 * 60_000, 'UTC'), '2026-12-09');
    assert.equal(dayAfter(now, 12 * 60 * 60_000, 'Pacific/Auckland'), '2026-11-26');
  });

  it('hold a number so that only a worker with the key can read it, for this user', () => {
    const phone = '+1 415 200 0001';
    const [row] = toRows([{ line: 1, userId, phone }], rule, key, now);
    assert(row?.phone && 'encrypted' in row.phone);
    assert.doesNotMatch(JSON.stringify(row), /415|200/);
    assert.equal(decryptText([key], row.phone.encrypted, userId), phone);
    assert.throws(() =>
      decryptText(
        [key],
        row.phone && 'encrypted' in row.phone ? row.phone.encrypted : '',
        `${userId}x`,
      ),
    );
  });

  it('hold nothing of what Okta has told', () => {
    const known = { id: userId, status: 'STAGED', profile: { login: 'ann@example.com' } };
    const rows = toRows([{ line: 1, userId, known }], rule, undefined, now);
    assert.deepEqual(rows, [{ line: 1, userId }]);
  });
});

describe('the name of a backfill', () => {
  it('is the same for the same selection, and another for another', () => {
    const names = [
      { search: 'status eq "STAGED"' },
      { search: 'status eq "ACTIVE"' },
      { group: '00g1' },
      { csv: 'login\nann\n' },
      { csv: 'login\nbob\n' },
    ].map(nameBackfill);
    assert.equal(new Set(names).size, names.length);
    assert.equal(nameBackfill({ search: ' status eq "STAGED" ' }), names[0]);
    assert.equal(nameBackfill({ group: '00g1' }), 'group-00g1');
  });

  it('is a plain word, whatever is selected', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        assert(isBackfillName(nameBackfill({ csv: text })));
        assert(isBackfillName(nameBackfill({ search: text })));
      }),
    );
  });

  it('has no room for an address or a number', () => {
    for (const name of [
      'ann@example.com',
      '+14152000001',
      '4152000001',
      "a'b",
      '',
      'x'.repeat(61),
    ]) {
      assert.equal(isBackfillName(name), false, name);
    }
    assert(isBackfillName('july-2026'));
  });
});
