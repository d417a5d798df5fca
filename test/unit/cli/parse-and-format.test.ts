import assert from 'node:assert/strict';
import { InvalidArgumentError } from 'commander';
import { formatElapsed } from '../../../src/cli/format-elapsed.js';
import { formatTable } from '../../../src/cli/format-table.js';
import { readDuration } from '../../../src/cli/read-duration.js';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

describe('a duration on the command line', () => {
  it('is a number and a unit', () => {
    assert.equal(readDuration('3d'), 3 * day);
    assert.equal(readDuration('12h'), 12 * hour);
    assert.equal(readDuration('90m'), 90 * minute);
    assert.equal(readDuration('2 days'), 2 * day);
    assert.equal(readDuration('1.5h'), 90 * minute);
  });

  it('is refused without a unit, below zero, or as anything else', () => {
    for (const text of ['', '3', '-3d', 'd', '3 fortnights', '3d 4h', 'soon']) {
      assert.throws(() => readDuration(text), InvalidArgumentError, text);
    }
  });
});

describe('how long somebody waits', () => {
  const from = new Date('2026-11-20T10:00:00Z');

  it('is told in the two largest units', () => {
    const told = [30_000, 5 * minute, 4 * hour + 5 * minute, 3 * day + 4 * hour + 5 * minute].map(
      (ms) => formatElapsed(from, new Date(from.getTime() + ms)),
    );
    assert.deepEqual(told, ['0m', '5m', '4h 5m', '3d 4h']);
  });

  it('is nothing where the clocks of two machines differ', () => {
    assert.equal(formatElapsed(from, new Date(from.getTime() - hour)), '0m');
  });
});

describe('a table', () => {
  it('makes each column as wide as what is widest in it, with nothing behind the last', () => {
    assert.deepEqual(formatTable([['A', 'LONG', ''], ['wide', 'x', 'end'], ['b']]), [
      'A     LONG',
      'wide  x     end',
      'b',
    ]);
  });
});
