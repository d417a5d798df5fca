import assert from 'node:assert/strict';
import { decideSurge } from '../../../src/activities/decide-surge.js';
import type { SurgeCounts, SurgeLimits } from '../../../src/contract/surge.js';

const nothing: SurgeCounts = { hires: 0, holds: 0, failures: 0 };
type Row = [what: string, limits: Omit<SurgeLimits, 'windowMinutes'>, counts: Partial<SurgeCounts>];

const decide = (limits: Row[1], counts: Row[2]) =>
  decideSurge({ windowMinutes: 10, ...limits }, { ...nothing, ...counts });

describe('decideSurge', () => {
  const calm: Row[] = [
    ['without limits', {}, { hires: 10_000, holds: 10_000, failures: 10_000 }],
    ['below the limit of runs started', { hires: 100 }, { hires: 99 }],
    ['below the limit of runs parked', { holds: 5 }, { holds: 4, hires: 4 }],
    ['below the limit of failures', { failures: 1 }, { failures: 0, hires: 50 }],
    ['below the share of runs parked', { holdShare: 0.5 }, { hires: 40, holds: 19 }],
    ['at any share of fewer than 20 runs', { holdShare: 0.5 }, { hires: 19, holds: 19 }],
    ['at any share of no runs', { holdShare: 0.5 }, { hires: 0, holds: 3 }],
    ['when only what is not watched is much', { failures: 1 }, { hires: 10_000, holds: 10_000 }],
  ];
  for (const [what, limits, counts] of calm) {
    it(`freezes nothing ${what}`, () => {
      assert.equal(decide(limits, counts), undefined);
    });
  }

  const surges: [...Row, reason: string][] = [
    [
      ...(['at the limit of runs started', { hires: 100 }, { hires: 100 }] as const),
      'Within 10 minutes: 100 runs started (the limit is 100).',
    ],
    [
      ...(['beyond the limit of runs parked', { holds: 5 }, { holds: 7 }] as const),
      'Within 10 minutes: 7 runs parked (the limit is 5).',
    ],
    [
      ...(['at the limit of failures', { failures: 1 }, { failures: 1 }] as const),
      'Within 10 minutes: 1 runs failed, timed out or terminated (the limit is 1).',
    ],
    [
      ...(['beyond the share of 20 runs', { holdShare: 0.125 }, { hires: 20, holds: 3 }] as const),
      'Within 10 minutes: 3 runs parked for 20 started (the limit is 12.5 %).',
    ],
    [
      ...(['at the very share', { holdShare: 0.5 }, { hires: 40, holds: 20 }] as const),
      'Within 10 minutes: 20 runs parked for 40 started (the limit is 50 %).',
    ],
    [
      ...(['for two reasons', { hires: 20, holds: 5 }, { hires: 30, holds: 6 }] as const),
      'Within 10 minutes: 30 runs started (the limit is 20); 6 runs parked (the limit is 5).',
    ],
  ];
  for (const [what, limits, counts, reason] of surges) {
    it(`freezes ${what}, and says why`, () => {
      assert.equal(decide(limits, counts), reason);
    });
  }
});
