import assert from 'node:assert/strict';
import { createSignalAllowance } from '../../../src/dispatch/signal-allowance.js';

describe('createSignalAllowance', () => {
  it('gives each key its own, and no more', () => {
    const allowance = createSignalAllowance({ perHour: 2 });
    const taken = ['a', 'a', 'a', 'b'].map((key) => allowance.take(key));

    assert.deepEqual(taken, [true, true, false, true]);
  });

  it('has what was given back to give again', () => {
    const allowance = createSignalAllowance({ perHour: 1 });
    assert.equal(allowance.take('a'), true);
    allowance.giveBack('a');
    assert.equal(allowance.take('a'), true);
    assert.equal(allowance.take('a'), false);
  });

  it('gives the same again an hour after the first, however much was asked for meanwhile', () => {
    let time = 1;
    const allowance = createSignalAllowance({ perHour: 1, clock: { now: () => time } });
    const takenAt = (minutes: number) => {
      time = 1 + minutes * 60_000;
      return allowance.take('a');
    };

    assert.deepEqual([0, 1, 30, 59, 61, 62].map(takenAt), [true, false, false, false, true, false]);
  });
});
