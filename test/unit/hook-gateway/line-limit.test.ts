import assert from 'node:assert/strict';
import { createLineLimit } from '../../../src/hook-gateway/line-limit.js';

describe('createLineLimit', () => {
  let now = 0;
  const lines = (count: number, limit: ReturnType<typeof createLineLimit>) =>
    Array.from({ length: count }, () => limit.next());

  it('leaves out what is beyond its second, and says afterwards how many that were', () => {
    const limit = createLineLimit({ perSecond: 2, now: () => now });
    assert.deepEqual(lines(5, limit), [0, 0, undefined, undefined, undefined]);
    now += 999;
    assert.deepEqual(lines(1, limit), [undefined]);
    now += 1;
    assert.deepEqual(lines(3, limit), [4, 0, undefined]);
    now += 60_000;
    assert.deepEqual(lines(2, limit), [1, 0]);
  });
});
