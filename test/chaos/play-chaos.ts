import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildCode } from '../end-to-end/support/built-code.js';
import { createCleanUp } from '../support/clean-up.js';
import type { ChaosOptions } from './chaos-options.js';
import { checkFacts } from './check-facts.js';
import type { Deployment } from './deployment.js';
import { runChaos } from './run-chaos.js';
import { startWorld } from './start-world.js';

/**
 * Runs the chaos to its end, says how it went, and sets the process's exit code. No process is left of it, and no file but those of a run that has
 * found something; so also after Ctrl-C and SIGTERM.
 */
export async function playChaos(options: ChaosOptions, deployment: Deployment): Promise<void> {
  const began = Date.now();
  const seconds = () => Math.round((Date.now() - began) / 100) / 10;
  const say = (line: string) => {
    process.stderr.write(`${seconds().toFixed(1).padStart(6)} s  ${line}\n`);
  };

  say(`seed ${options.seed}`);
  const directory = await mkdtemp(path.join(tmpdir(), 'preenroll-chaos-'));
  let isKept = false;
  const cleanUp = createCleanUp();
  cleanUp.later(async () => {
    if (!isKept) await rm(directory, { recursive: true, maxRetries: 5 });
  });
  const interrupted = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      interrupted.abort();
      void cleanUp.run().finally(() => process.exit(130));
    });
  }

  try {
    // PostgreSQL runs as another user than root, who must get to its own directory in there.
    await chmod(directory, 0o711);
    if (options.build) await buildCode();
    const world = await startWorld({ directory, cleanUp }, deployment, options);
    const facts = await runChaos(world, options, say);

    const { counts, isPassed, offenders } = checkFacts(facts);
    if (!isPassed) {
      isKept = true;
      for (const [name, users] of Object.entries(offenders)) {
        for (const user of users) say(`${name}: ${user}`);
      }
      for (const running of world.processes) {
        await writeFile(path.join(directory, `${running.name}.log`), running.output());
      }
      say(`The processes' logs and the databases are in ${directory}; --seed ${options.seed}`);
    }
    const { kills, crashes } = facts;
    process.stdout.write(`${JSON.stringify({ ...counts, kills, crashes, seconds: seconds() })}\n`);
    process.exitCode = isPassed ? 0 : 1;
  } catch (error) {
    // What fails then, fails because everything ends.
    if (!interrupted.signal.aborted) throw error;
  } finally {
    await cleanUp.run();
  }
}
