import assert from 'node:assert/strict';
import { countReadiness } from '../../../src/backfill/count-readiness.js';
import { estimate } from '../../../src/backfill/estimate.js';
import { createPace } from '../../../src/backfill/progress.js';
import { callsPerHire } from '../../../src/okta/calls-per-hire.js';

describe('how long a backfill takes', () => {
  const now = new Date('2026-11-25T12:00:00Z');

  it('is decided by the bucket that takes longest, at the share of its limit', () => {
    const limits = { users: { limit: 300 }, groups: { limit: 60 } };
    const { buckets, slowest } = estimate(600, limits, { share: 0.5, now });
    const [users, , groups, logs] = buckets;
    assert.equal(users?.calls, 600 * callsPerHire.users);
    assert.equal(users.minutes, (600 * callsPerHire.users) / 150);
    assert.equal(groups?.minutes, (600 * callsPerHire.groups) / 30);
    assert.deepEqual(logs, { bucket: 'logs', calls: 600 * callsPerHire.logs });
    const minutes = Math.max(users.minutes, groups.minutes);
    assert.equal(slowest?.doneAt, new Date(now.getTime() + minutes * 60_000).toISOString());
  });

  it('is not known where Okta does not tell its limits', () => {
    const { slowest } = estimate(10, { users: { limit: 0 } }, { share: 1, now });
    assert.equal(slowest, undefined);
  });
});

describe('the pace of a backfill', () => {
  it('is what was gone through in the last minutes, and tells when the last one is', () => {
    const paceOf = createPace(100);
    assert.deepEqual(paceOf({ at: 0, gone: 10 }), {});
    assert.deepEqual(paceOf({ at: 30_000, gone: 30 }), { perMinute: 40, minutesLeft: 70 / 40 });
    // What was in the first half minute is too long ago by then.
    assert.deepEqual(paceOf({ at: 150_000, gone: 40 }), { perMinute: 5, minutesLeft: 12 });
  });

  it('is not known while nothing moves', () => {
    const paceOf = createPace(100);
    paceOf({ at: 0, gone: 10 });
    assert.deepEqual(paceOf({ at: 10_000, gone: 10 }), {});
  });
});

describe('readiness', () => {
  const run = (stage: string, more: Record<string, string> = {}) => ({
    ...{ stage, runStatus: 'RUNNING' },
    ...more,
  });

  it('counts who is how ready, and why who is held', () => {
    const [all, ...others] = countReadiness([
      run('pre-hire'),
      run('preparing'),
      run('pre-enrolling'),
      run('awaiting-activation'),
      run('switching-groups'),
      run('needs-attention', { reason: 'phone-missing' }),
      run('needs-attention', { reason: 'phone-missing' }),
      run('needs-attention', { reason: 'phone-shared' }),
      run('completed', { runStatus: 'COMPLETED' }),
      run('expired', { runStatus: 'COMPLETED' }),
      run('removed', { runStatus: 'COMPLETED' }),
      run('undone', { runStatus: 'COMPLETED' }),
      run('awaiting-activation', { runStatus: 'TERMINATED' }),
      run('needs-attention', { runStatus: 'CANCELED' }),
      run('of a later version'),
    ]);
    assert.deepEqual(others, []);
    assert.deepEqual(all, {
      ...{ hires: 15, ready: 1, notActivated: 1, inProgress: 3, held: 3, notBegun: 2 },
      heldFor: { 'phone-missing': 2, 'phone-shared': 1 },
      ...{ expired: 1, removed: 1, undone: 1, stopped: 2 },
    });
  });

  it('is told by start date and batch, those without last', () => {
    const counted = countReadiness([
      run('preparing'),
      run('preparing', { startDate: '2026-12-07', batch: 'b' }),
      run('preparing', { startDate: '2026-12-07' }),
      run('preparing', { startDate: '2026-11-30', batch: 'c' }),
      run('preparing', { startDate: '2026-12-07', batch: 'a' }),
      run('preparing', { startDate: '2026-12-07', batch: 'b' }),
    ]);
    assert.deepEqual(
      counted.map(({ startDate, batch, hires }) => [startDate, batch, hires]),
      [
        ['2026-11-30', 'c', 1],
        ['2026-12-07', 'a', 1],
        ['2026-12-07', 'b', 2],
        ['2026-12-07', undefined, 1],
        [undefined, undefined, 1],
      ],
    );
  });
});
