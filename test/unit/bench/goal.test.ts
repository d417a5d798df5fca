import assert from 'node:assert/strict';
import { judge, type Goal } from '../../../bench/goal.js';
import { createSamples, median } from '../../../bench/samples.js';

const goal: Goal = {
  name: 'a goal',
  figure: 'ours',
  unit: 'events/s',
  floor: 'bare',
  ratio: { atLeast: 50 },
};

function samplesOf(figures: Record<string, number[]>) {
  const samples = createSamples();
  for (const [figure, values] of Object.entries(figures))
    for (const value of values) samples.add(figure, value, 'events/s');
  return samples;
}

describe('a goal of a benchmark', () => {
  it('is judged by the median of the ratios of each round, not by the ratio of the medians', () => {
    const samples = samplesOf({ ours: [100, 6_000, 9_000], bare: [1, 200, 100] });
    assert.deepEqual(judge(goal, samples), {
      figure: 'a goal',
      value: 6_000,
      unit: 'events/s',
      floor: 100,
      ratio: 90,
      goal: '>= 50',
      met: true,
    });
  });

  it('is missed by a hair', () => {
    const samples = samplesOf({ ours: [49.999], bare: [1] });
    assert.equal(judge(goal, samples).met, false);
    assert.equal(judge({ ...goal, ratio: { atMost: 49.9 } }, samples).met, false);
    assert.equal(judge({ ...goal, ratio: { atMost: 50 } }, samples).met, true);
  });

  it('is missed beside a floor that came out as less than nothing', () => {
    const { met, ratio } = judge(
      { ...goal, ratio: { atMost: 1.2 } },
      samplesOf({ ours: [20, 20], bare: [10, -5] }),
    );
    assert.deepEqual({ met, ratio }, { met: false, ratio: Number.NaN });
  });

  it('may be measured against a number', () => {
    const { floor, ratio } = judge({ ...goal, floor: 10 }, samplesOf({ ours: [20, 30] }));
    assert.deepEqual({ floor, ratio }, { floor: 10, ratio: 2.5 });
  });

  it('is missed where a single round had what must not be', () => {
    const clean = { ...goal, without: 'failed' };
    const fast = { ours: [99, 99], bare: [1, 1] };
    assert.equal(judge(clean, samplesOf({ ...fast, failed: [0, 0] })).met, true);
    assert.equal(judge(clean, samplesOf({ ...fast, failed: [0, 1] })).met, false);
  });

  it('does not pass for want of a measurement', () => {
    assert.throws(() => judge(goal, samplesOf({ bare: [1] })), RangeError);
  });
});

describe('the median', () => {
  it('is the one in the middle, or between the two', () => {
    assert.equal(median([3, 1, 2]), 2);
    assert.equal(median([4, 1, 2, 3]), 2.5);
    assert.equal(median([7]), 7);
  });
});
