import assert from 'node:assert/strict';
import { seededRandom } from '../../../okta-emulator/faults/seeded-random.js';
import { planKills } from '../../chaos/plan-kills.js';

const processes = ['gateway-1', 'gateway-2', 'worker', 'temporal'];

describe('the plan of kills', () => {
  it('kills each process as often as told, while hires are created', () => {
    const planned = planKills(processes, 300, 3, seededRandom(1));

    for (const process of processes) {
      assert.equal(planned.filter((kill) => kill.process === process).length, 3);
    }
    for (const { afterHires } of planned) assert.ok(afterHires >= 1 && afterHires <= 300);
  });

  it('is in order, the same for the same seed, and another for another', () => {
    const moments = (seed: number) =>
      planKills(processes, 300, 3, seededRandom(seed)).map(({ afterHires }) => afterHires);

    assert.deepEqual(
      moments(1),
      moments(1).sort((one, other) => one - other),
    );
    assert.deepEqual(moments(1), moments(1));
    assert.notDeepEqual(moments(1), moments(2));
  });
});
