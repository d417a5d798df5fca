import assert from 'node:assert/strict';
import {
  allowedCalls,
  bindingBucket,
  budgetShare,
  callsAboveShare,
  windowsWithBacklog,
  type ReportedWindow,
} from '../../../bench/pacing/judge-windows.js';

/** The n-th window of six seconds, with a limit of 60. */
function window(n: number, ours: number, others = 0, bucket: ReportedWindow['bucket'] = 'users') {
  return {
    ...{ bucket, limit: 60, used: ours + others, refused: 0 },
    began: new Date(n * 6_000).toISOString(),
    ends: new Date((n + 1) * 6_000).toISOString(),
    clients: {
      ...(ours > 0 && { unnamed: { used: ours, refused: 0 } }),
      ...(others > 0 && { other: { used: others, refused: 0 } }),
    },
  };
}

const all = { share: 1, reserve: 0 };
const half = { share: 0.5, reserve: 0.1 };

describe('the windows of a backlog', () => {
  it('are those after which enough was left to do to fill one more', () => {
    const windows = [60, 58, 60, 59, 1].map((ours, n) => window(n, ours));
    const found = windowsWithBacklog(windows, all, new Date(0));
    assert.deepEqual(found, windows.slice(0, 3));
  });

  it('end earlier where less of each window is ours', () => {
    const windows = [30, 30, 20, 10].map((ours, n) => window(n, ours));
    assert.deepEqual(windowsWithBacklog(windows, half, new Date(0)), windows.slice(0, 2));
  });

  it('begin when we have begun', () => {
    const windows = [window(0, 10, 20), window(1, 60), window(2, 60)];
    assert.deepEqual(windowsWithBacklog(windows, all, new Date(1)), [windows[1]]);
  });

  it('use the budget in proportion to what all of them allowed', () => {
    assert.equal(budgetShare([window(0, 60), window(1, 57)], all), 117 / 120);
    assert.ok(Number.isNaN(budgetShare([], all)));
  });

  it('are not made up for by one in which others came after us', () => {
    assert.equal(budgetShare([window(0, 30, 30), window(1, 27)], half), (24 + 27) / (24 + 30));
  });
});

describe('what a window allows', () => {
  it('is the share, as long as the others leave as much beside the reserve', () => {
    assert.equal(allowedCalls(window(0, 5, 24), half), 30);
    assert.equal(allowedCalls(window(0, 5, 25), half), 29);
    assert.equal(allowedCalls(window(0, 5, 55), half), 0);
  });

  it('is exceeded by each call above the share, and not made up for by another window', () => {
    assert.equal(callsAboveShare([window(0, 30), window(1, 0)], half), 0);
    assert.equal(callsAboveShare([window(0, 32), window(1, 0), window(2, 31)], half), 3);
  });
});

describe('the bucket that binds', () => {
  it('is the one of which we use the largest part', () => {
    const groups = { ...window(0, 20, 0, 'groups'), limit: 30 };
    assert.equal(bindingBucket([window(0, 39), groups, window(1, 0, 60)]), 'groups');
    assert.equal(bindingBucket([window(0, 39), groups, window(1, 2)]), 'users');
  });
});
