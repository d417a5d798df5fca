import assert from 'node:assert/strict';
import { createCallPriority } from '../../../src/activities/call-priority.js';
import { callRank, noteTurn } from '../../../src/okta/pacing/call-urgency.js';

const input = { args: [], headers: {} };

describe('the calls of an activity', () => {
  for (const [priority, expected] of [
    [{ priorityKey: 1 }, 1],
    [{}, 3],
    [undefined, 3],
  ] as const) {
    it(`wait with priority ${expected} where the activity's is ${JSON.stringify(priority)}`, async () => {
      const { execute } = createCallPriority(priority ? { priority } : {});
      assert.equal(await execute?.(input, () => Promise.resolve(callRank())), expected);
    });
  }

  it('go before others of the same priority when one of them has been made', async () => {
    const { execute } = createCallPriority({ priority: { priorityKey: 5 } });
    const rank = await execute?.(input, () => {
      noteTurn();
      return Promise.resolve(callRank());
    });
    assert.equal(rank, 4.5);
  });
});
