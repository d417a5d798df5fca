import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ownerOf } from '../../../src/reaction/own-window.js';
import { readEnrollment, type Enrollment } from '../../../src/reaction/read-enrollment.js';
import { factorActivation } from '../../support/factor-events.js';

const windowMs = 600_000;
const bound = Date.UTC(2026, 2, 15, 10, 20);
const userId = '00uh1reh1reh1reh1re0';

function at(offset: number, actorId = userId): Enrollment {
  const published = new Date(bound + offset);
  const read = readEnrollment(
    factorActivation({ userId, method: 'SMS', published, actor: { id: actorId } }),
  );
  assert(read);
  return read;
}
const ownersOf = (...log: Enrollment[]) => log.map((one) => ownerOf(one, log, windowMs));

describe('the run that an enrollment belongs to', () => {
  it('is that of its window', () => {
    assert.deepEqual(ownersOf(at(0)), [`reaction:${userId}:phone:${userId}:20260315T102000Z`]);
  });

  it('is one for twins on both sides of a bound', () => {
    const [before, after] = ownersOf(at(-1), at(1));
    assert.equal(before, after);
    assert.match(String(before), /101000Z$/);
  });

  it('is another one for what comes a window after the first', () => {
    const [first, within, after] = ownersOf(at(-windowMs + 5), at(4), at(5));
    assert.equal(first, within);
    assert.notEqual(first, after);
  });

  it('is never that of somebody else', () => {
    const [byAdmin, bySelf] = ownersOf(at(-1, '00uadm1nadm1nadm1n00'), at(1));
    assert.notEqual(byAdmin, bySelf);
  });

  it('does not depend on the order in which the log is read', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -windowMs, max: windowMs - 1 }), { minLength: 1, maxLength: 6 }),
        (offsets) => {
          const log = offsets.map((offset) => at(offset));
          const backwards = log.toReversed();
          for (const one of log) {
            assert.equal(ownerOf(one, log, windowMs), ownerOf(one, backwards, windowMs));
          }
        },
      ),
    );
  });
});
