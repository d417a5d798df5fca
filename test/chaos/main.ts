import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildCode } from '../end-to-end/support/built-code.js';
import { readChaosOptions } from './chaos-options.js';
import { checkFacts } from './check-facts.js';
import { runChaos } from './run-chaos.js';
import { startWorld } from './start-world.js';

const options = readChaosOptions(process.argv);
const began = Date.now();

function seconds(): number {
  return Math.round((Date.now() - began) / 100) / 10;
}

function say(line: string): void {
  process.stderr.write(`${seconds().toFixed(1).padStart(6)} s  ${line}\n`);
}

say(`seed ${options.seed}`);
if (options.build) await buildCode();
const directory = await mkdtemp(path.join(tmpdir(), 'preenroll-chaos-'));
const world = await startWorld(directory, options);
const facts = await runChaos(world, options, say);
await world.stop();

const { counts, isPassed, offenders } = checkFacts(facts);
if (isPassed) {
  await rm(directory, { recursive: true });
} else {
  for (const [name, users] of Object.entries(offenders)) {
    for (const user of users) say(`${name}: ${user}`);
  }
  for (const [name, process] of Object.entries(world.processes)) {
    await writeFile(path.join(directory, `${name}.log`), process.output());
  }
  say(`The processes' logs and Temporal's database are in ${directory}; --seed ${options.seed}`);
}
process.stdout.write(`${JSON.stringify({ ...counts, seconds: seconds() })}\n`);
process.exitCode = isPassed ? 0 : 1;
