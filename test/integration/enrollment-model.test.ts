import fc from 'fast-check';
import {
  anyBeginning,
  anyCommands,
  believedAtFirst,
} from '../support/enrollment-model/commands.js';
import { finish } from '../support/enrollment-model/finish.js';
import { check, settle } from '../support/enrollment-model/watch.js';
import { TimeStandsStill } from '../support/enrollment-model/skipping-clock.js';
import { withWorld } from '../support/enrollment-model/world.js';
import { randomRuns } from '../support/random-runs.js';
import { workflowBundle } from '../support/temporal.js';

describe('a hire to whom anything happens in any order', function () {
  this.timeout('30m');

  it('is never lost, moved too early or mailed twice, and is done when all is repaired', async () => {
    const bundle = await workflowBundle();
    await fc.assert(
      fc.asyncProperty(anyBeginning, anyCommands, (beginning, commands) =>
        unlessTimeStandsStill(
          withWorld(beginning, bundle, async (world) => {
            await settle(world);
            await check(world, true);
            const setup = () => ({ model: believedAtFirst(beginning), real: world });
            await fc.asyncModelRun(setup, commands);
            await finish(world);
          }),
        ),
      ),
      // Each has a server of its own and takes seconds: the first failure is shown as it is.
      { ...randomRuns('lives of a hire', 20), endOnFailure: true },
    );
  });
});

/** A life that the server gives up halfway is left out, and another one is tried. */
async function unlessTimeStandsStill(life: Promise<void>): Promise<void> {
  try {
    await life;
  } catch (error) {
    fc.pre(!(error instanceof TimeStandsStill));
    throw error;
  }
}
