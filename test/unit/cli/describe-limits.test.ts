import assert from 'node:assert/strict';
import { describeLimits, toLimitsJson } from '../../../src/cli/describe-limits.js';
import type { BucketStatus, WorkerLimits } from '../../../src/contract/okta-limits.js';

const now = new Date('2026-11-20T12:00:00Z');
const inSeconds = (seconds: number) => new Date(now.getTime() + seconds * 1_000).toISOString();

function worker(name: string, ...buckets: BucketStatus[]): WorkerLimits {
  return { worker: name, workers: 2, underWay: 2, concurrency: 15, buckets };
}

const groups: BucketStatus = {
  ...{ bucket: 'groups', limit: 250, remaining: 100, share: 237, used: 60, waiting: 4 },
  resetsAt: inSeconds(21),
};
const limits = {
  answers: [
    worker('one', groups, { bucket: 'other', used: 0, waiting: 1 }),
    worker('two', { ...groups, remaining: 98, used: 58, waiting: 3, resetsAt: inSeconds(20.4) }),
  ],
  silent: ['three'],
  backlog: { users: 0, groups: 812, logs: 3 },
};

describe("Okta's limits, as `preenroll show --limits` prints them", () => {
  it('are those of all workers together, then of each, then who did not answer', () => {
    assert.deepEqual(describeLimits(limits, now), [
      '2 workers; 4 of 30 calls to Okta under way.',
      'BUCKET  LIMIT  LEFT  OUR SHARE  USED BY US  WAITING  IN TEMPORAL  WINDOW ENDS',
      'groups  250    98    237        118         7        812          in 21 s',
      'logs    -      -     -          0           0        3            -',
      'other   -      -     -          0           1        -            -',
      '',
      'one: one of 2; 2 of 15 calls under way',
      '  BUCKET  LIMIT  LEFT  OUR SHARE  USED BY US  WAITING  WINDOW ENDS',
      '  groups  250    100   237        60          4        in 21 s',
      '  other   -      -     -          0           1        -',
      '',
      'two: one of 2; 2 of 15 calls under way',
      '  BUCKET  LIMIT  LEFT  OUR SHARE  USED BY US  WAITING  WINDOW ENDS',
      '  groups  250    98    237        58          3        in 21 s',
      'three did not answer: it has ended, or is busy.',
    ]);
  });

  it('say that nothing goes out while Okta refuses', () => {
    const held = { ...groups, heldUntil: inSeconds(30) };
    const [, , row] = describeLimits({ ...limits, answers: [worker('one', held)] }, now);
    assert.match(row ?? '', /refused, held for 30 s$/);
  });

  it('take what is left from the window that Okta told of last', () => {
    const ended = { ...groups, remaining: 3, resetsAt: inSeconds(-20) };
    const [sum] = toLimitsJson({
      ...limits,
      answers: [worker('one', groups), worker('two', ended)],
    }).buckets;
    assert.equal(sum?.remaining, 100);
  });

  it('say so where no worker answers, and still tell what waits', () => {
    const lines = describeLimits({ answers: [], silent: [], backlog: { groups: 5 } }, now);
    assert.match(lines[0] ?? '', /^No worker answers/);
    assert.match(lines[2] ?? '', /^groups .* 5 /);
  });

  it('say so where Okta has not been asked anything', () => {
    const lines = describeLimits({ answers: [worker('one')], silent: [], backlog: {} }, now);
    assert.equal(lines[1], 'Okta has not been asked anything yet.');
  });
});
