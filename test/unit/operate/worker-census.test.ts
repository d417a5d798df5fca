import assert from 'node:assert/strict';
import { liveAmong } from '../../../src/operate/worker-census.js';

describe('the census of the workers', () => {
  it('names those who were seen shortly before the latest, each once, in order', () => {
    const at = 1_000_000;
    const seen = [
      ...[
        { identity: 'c', at: at - 9_000 },
        { identity: 'a', at },
      ],
      ...[
        { identity: 'dead', at: at - 10_000 },
        { identity: 'a', at: at - 30_000 },
      ],
      { identity: 'b', at: at - 3_000 },
    ];
    assert.deepEqual(liveAmong(seen), ['a', 'b', 'c']);
  });

  it('is empty where nobody polls', () => {
    assert.deepEqual(liveAmong([]), []);
  });
});
