import assert from 'node:assert/strict';
import { noteJourneys, percentile } from '../../../bench/overtake/goals.js';
import { createSamples } from '../../../bench/samples.js';

/** A journey of which every leg takes as long. */
const journey = (milliseconds: number) => ({
  createdToFirstCall: milliseconds,
  createdToActivationMail: milliseconds,
  signedInToFirstCall: milliseconds,
  signedInToOnlyInB: milliseconds,
});

describe('a percentile', () => {
  it('is one of the values, below or at which that part of them is', () => {
    assert.equal(percentile([4, 1, 3, 2], 50), 2);
    assert.equal(percentile([4, 1, 3, 2], 51), 3);
    assert.equal(percentile([4, 1, 3, 2], 99), 4);
    assert.ok(Number.isNaN(percentile([], 50)));
  });
});

describe('journeys during a backlog', () => {
  it('have waited for what they took longer than idle ones, in windows, and never for less than nothing', () => {
    const samples = createSamples();
    noteJourneys(samples, {
      idle: [journey(900), journey(1_000)],
      backlog: [journey(500), journey(4_000)],
      ...{ barePaths: [50], windowSeconds: 6 },
    });
    assert.deepEqual(samples.of('signed in to only in Group B, waited for, p99'), [0.5]);
    assert.deepEqual(samples.of('signed in to only in Group B, waited for, p50'), [0]);
    assert.deepEqual(samples.of('hook to first call, idle, p50'), [850]);
  });
});
