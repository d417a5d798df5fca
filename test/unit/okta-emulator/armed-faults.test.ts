import assert from 'node:assert/strict';

import { createArmedFaults, type Arming } from '../../../okta-emulator/faults/armed-faults.js';
import { seededRandom } from '../../../okta-emulator/faults/seeded-random.js';

interface NamedFault extends Arming {
  name: string;
}

const always = () => true;

function struckNames(
  faults: NamedFault[],
  draws: number,
  random = () => 0.5,
): (string | undefined)[] {
  const armed = createArmedFaults<NamedFault>(random);
  for (const fault of faults) armed.add(fault);
  return Array.from({ length: draws }, () => armed.take(always)?.name);
}

describe('armed faults', () => {
  it('strike every time when they have neither count nor probability', () => {
    assert.deepEqual(struckNames([{ name: 'a' }], 3), ['a', 'a', 'a']);
  });

  it('strike as often as counted, then leave the place to the next one', () => {
    const faults = [
      { name: 'a', count: 2 },
      { name: 'b', count: 1 },
    ];

    assert.deepEqual(struckNames(faults, 4), ['a', 'a', 'b', undefined]);
  });

  it('strike only below their probability, and spend their count only when they strike', () => {
    const numbers = [0.9, 0.1, 0.9, 0.1];
    const random = () => numbers.shift() ?? assert.fail('drew too often');

    assert.deepEqual(struckNames([{ name: 'a', count: 1, probability: 0.5 }], 3, random), [
      undefined,
      'a',
      undefined,
    ]);
  });

  it('leave those alone that do not match', () => {
    const armed = createArmedFaults<NamedFault>(() => 0);
    armed.add({ name: 'a', count: 1 });

    assert.equal(
      armed.take(({ name }) => name === 'b'),
      undefined,
    );
    assert.equal(armed.take(always)?.name, 'a');
  });

  it('show what is left of their count, and are gone when cleared', () => {
    const armed = createArmedFaults<NamedFault>(() => 0);
    const { id } = armed.add({ name: 'a', count: 2 });
    armed.take(always);

    assert.deepEqual(armed.list(), [{ id, name: 'a', count: 1 }]);
    armed.clear();
    assert.deepEqual(armed.list(), []);
    assert.equal(armed.take(always), undefined);
  });

  it('are drawn the same way again from the same seed', () => {
    const draw = (seed: number) =>
      struckNames([{ name: 'a', probability: 0.3 }], 200, seededRandom(seed));

    assert.deepEqual(draw(7), draw(7));
    assert.notDeepEqual(draw(7), draw(8));
    const share = draw(7).filter(Boolean).length / 200;
    assert.ok(share > 0.2 && share < 0.4, `${share}`);
  });
});
