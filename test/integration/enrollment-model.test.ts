import fc from 'fast-check';
import {
  anyBeginning,
  anyCommands,
  askForUndo,
  believedAtFirst,
} from '../support/enrollment-model/commands.js';
import { finish } from '../support/enrollment-model/finish.js';
import { hasServerGivenUp } from '../support/enrollment-model/has-server-given-up.js';
import { check, settle } from '../support/enrollment-model/watch.js';
import { withWorld } from '../support/enrollment-model/world.js';
import { randomRuns } from '../support/random-runs.js';
import { workflowBundle } from '../support/temporal.js';

describe('a hire to whom anything happens in any order', function () {
  this.timeout('30m');

  it('is never lost, moved too early or mailed twice, and is done when all is repaired', async () => {
    const bundle = await workflowBundle();
    await fc.assert(
      fc.asyncProperty(anyBeginning, anyCommands, (beginning, commands) =>
        withWorld(beginning, bundle, async (world) => {
          try {
            await settle(world);
            await check(world, true);
            if (beginning.isUndoneAtOnce) await askForUndo(world, 'update');
            const setup = () => ({ model: believedAtFirst(beginning), real: world });
            await fc.asyncModelRun(setup, commands);
            await finish(world);
          } catch (error) {
            // Left out: another life is tried in its place.
            fc.pre(!(await hasServerGivenUp(world, error)));
            throw error;
          }
        }),
      ),
      // Each has a server of its own and takes seconds: the first failure is shown as it is.
      { ...randomRuns('lives of a hire', 10), endOnFailure: true },
    );
  });
});
