import assert from 'node:assert/strict';
import fc from 'fast-check';
import { simulate, type Simulation, type SimulationResult } from './simulation.js';

const world = fc.record({
  windowSeconds: fc.integer({ min: 6, max: 12 }),
  perSecond: fc.integer({ min: 10, max: 15 }),
  latencyMs: fc.integer({ min: 5, max: 150 }),
  windowsBegin: fc.constantFrom('with the first request' as const, 'one after another' as const),
  seed: fc.integer(),
});

async function forAll(
  options: Pick<Simulation, 'workers' | 'share' | 'foreignShare'>,
  check: (result: SimulationResult, simulation: Simulation) => void,
): Promise<void> {
  await fc.assert(
    fc.asyncProperty(world, async ({ perSecond, ...given }) => {
      const limit = perSecond * given.windowSeconds;
      const simulation = { ...given, ...options, limit, windows: 5 };
      check(await simulate(simulation), simulation);
    }),
    { numRuns: 6 },
  );
}

function assertShareKept({ windows }: SimulationResult, { limit, share }: Simulation): void {
  for (const { ours } of windows) assert.ok(ours <= Math.floor(limit * share + 1e-9));
}

describe('a backlog at one rate limit of Okta, in simulated time', function () {
  this.timeout('60s');

  it('uses the share of one worker, never more, evenly, and is never refused', () =>
    forAll({ workers: 1, share: 0.95 }, (result, simulation) => {
      assertShareKept(result, simulation);
      assert.equal(result.refused, 0);
      assert.ok(result.use >= 0.97, `used ${result.use}`);
      // A burst at the beginning of a window would be ten times an even pace.
      assert.ok(result.peak <= 2.5, `peak ${result.peak}`);
    }));

  for (const workers of [2, 3, 4]) {
    it(`uses the share of ${workers} workers together, never more, and is never refused`, () =>
      forAll({ workers, share: 0.95 }, (result, simulation) => {
        assertShareKept(result, simulation);
        assert.equal(result.refused, 0);
        assert.ok(result.use >= 0.95, `used ${result.use}`);
      }));
  }

  for (const workers of [1, 4]) {
    it(`uses half of a limit in full, never more, while another client takes a third, with ${workers} workers`, () =>
      forAll({ workers, share: 0.5, foreignShare: 0.33 }, (result, simulation) => {
        assertShareKept(result, simulation);
        assert.equal(result.refused, 0);
        assert.ok(result.use >= 0.95, `used ${result.use}`);
      }));

    it(`leaves room for another client that takes what it wants, with ${workers} workers`, () =>
      forAll({ workers, share: 0.95, foreignShare: 0.4 }, (result, simulation) => {
        assertShareKept(result, simulation);
        // Another client that calls at random times can always take the last one before us.
        assert.ok(
          result.refused <= 0.03 * result.calls,
          `refused ${result.refused} of ${result.calls}`,
        );
        assert.ok(result.use >= 0.85, `used ${result.use}`);
      }));
  }

  for (const workers of [2, 4]) {
    it(`stays within the share while a worker joins, of ${workers}, whenever it comes`, () =>
      fc.assert(
        fc.asyncProperty(world, fc.integer({ min: 0, max: 30_000 }), async (given, joins) => {
          const { perSecond, ...rest } = given;
          const simulation = {
            ...{ ...rest, workers, share: 0.5, windows: 5, lastJoinsAfterMs: joins },
            limit: perSecond * given.windowSeconds,
          };
          const result = await simulate(simulation);
          assertShareKept(result, simulation);
          assert.ok(result.use >= 0.8, `used ${result.use}`);
        }),
        { numRuns: 6 },
      ));
  }

  it('goes over the share where the workers do not know of each other', async () => {
    const { windows } = await simulate({
      ...{ windowSeconds: 6, limit: 60, latencyMs: 60, workers: 4, share: 0.5, windows: 5 },
      ...{ windowsBegin: 'one after another', known: 'none' },
    });
    assert.ok(windows.some(({ ours }) => ours > 30));
  });
});
