import assert from 'node:assert/strict';
import { pauseBeforeNextPage } from '../../../../src/workflows/reconciliation/pause-before-next-page.js';

describe('the pause before the next page of the log', () => {
  const rateLimit = (remaining: number, secondsToReset = 30) => ({
    ...{ limit: 60, remaining, secondsToReset },
  });

  it('is none while the next call is within our share', () => {
    assert.equal(pauseBeforeNextPage(rateLimit(59), 0.5), 0);
    assert.equal(pauseBeforeNextPage(rateLimit(31), 0.5), 0);
  });

  it('lasts until the window is over once the share is used up, by us or by others', () => {
    assert.equal(pauseBeforeNextPage(rateLimit(30), 0.5), 31_000);
    assert.equal(pauseBeforeNextPage(rateLimit(0), 0.5), 31_000);
    assert.equal(pauseBeforeNextPage(rateLimit(0), 1), 31_000);
  });

  it('is a second at least and two minutes at most, whatever the clocks say', () => {
    assert.equal(pauseBeforeNextPage(rateLimit(0, -40), 0.5), 1_000);
    assert.equal(pauseBeforeNextPage(rateLimit(0, 36_000), 0.5), 120_000);
  });

  it('is none where Okta says nothing about its limit', () => {
    assert.equal(pauseBeforeNextPage(undefined, 0.01), 0);
  });

  it('never lets more calls through than the share of a window, and a window is never without one', () => {
    for (const [limit, share, most] of [
      [60, 0.5, 30],
      [20, 0.1, 2],
      [20, 0.01, 1],
      [7, 1, 7],
    ] as const) {
      let calls = 0;
      let pause = 0;
      while (pause === 0) {
        calls += 1;
        pause = pauseBeforeNextPage({ limit, remaining: limit - calls, secondsToReset: 9 }, share);
      }
      assert.equal(calls, most, `${share} of ${limit}`);
    }
  });
});
