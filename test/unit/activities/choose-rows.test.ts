import assert from 'node:assert/strict';
import { chooseRows } from '../../../src/activities/choose-rows.js';
import type { BackfillRow } from '../../../src/contract/backfill.js';

/** `n` takes room, `-` takes none. */
function choose(due: string, room: number, worthwhile = 1): string {
  const rows = Array.from(due, (kind, line): BackfillRow => ({ userId: kind, line }));
  const { chosen, counted } = chooseRows(rows, {
    ...{ room, worthwhile },
    takesRoom: ({ userId }) => userId === 'n',
  });
  assert.deepEqual(chosen, rows.slice(0, chosen.length), 'they are the first, in order');
  assert.equal(
    counted,
    chosen.some(({ userId }) => userId === 'n'),
  );
  return due.slice(0, chosen.length);
}

describe('the next rows of a backfill', () => {
  it('are as many as there is room for', () => {
    assert.equal(choose('nnnn', 2), 'nn');
    assert.equal(choose('nnnn', 9), 'nnnn');
    assert.equal(choose('nnnn', 0), '');
    assert.equal(choose('nnnn', -3), '');
  });

  it('have those between them who take no room, but nobody behind one who has to wait', () => {
    assert.equal(choose('-n-n-n-', 2), '-n-n-');
    assert.equal(choose('--n-', 0), '--');
    assert.equal(choose('---', 0), '---');
  });

  it('wait until there is room for as many as are worthwhile, or for all that are left', () => {
    assert.equal(choose('nnnnnn', 2, 3), '');
    assert.equal(choose('nnnnnn', 3, 3), 'nnn');
    assert.equal(choose('nn', 2, 3), 'nn');
    assert.equal(choose('-nn-', 1, 3), '-');
  });

  it('are none where there are none', () => {
    assert.equal(choose('', 5), '');
  });
});
