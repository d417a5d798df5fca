import { fileURLToPath } from 'node:url';
import { Stryker } from '@stryker-mutator/core';
import config from '../stryker.config.js';

// The same random tests for every mutant, and fewer of them. `SEED` and `RUNS` of the caller count.
process.env.SEED ??= '1';
process.env.RUNS ??= '20';

// Not .mocharc.json: its hooks know Temporal, which no test of these needs, and its option for node costs a second process for each mutant.
// A mutant that fills the memory is found out soon.
const mocha = fileURLToPath(new URL('../node_modules/mocha/bin/mocha.js', import.meta.url));
const command = `node --max-old-space-size=400 --import tsx "${mocha}" --no-config --timeout 30000 --bail --reporter dot`;

// Stryker reads the same object, and writes into it.
const { mutate, thresholds } = structuredClone(config);
const chosen = process.argv.slice(2);
const files = chosen.length > 0 ? chosen : mutate;
const scores = [];
for (const file of files) {
  const begun = Date.now();
  const results = await new Stryker({
    mutate: [file],
    commandRunner: { command: `${command} ${testOf(file)}` },
    thresholds: { break: 0 },
  }).runMutationTest();
  const score = {
    mutants: results.length,
    killed: results.filter(({ status }) => status === 'Killed' || status === 'Timeout').length,
    seconds: Math.round((Date.now() - begun) / 1000),
  };
  scores.push(score);
  console.log(line(file, score));
}

const total = (of) => scores.reduce((sum, score) => sum + score[of], 0);
const all = { mutants: total('mutants'), killed: total('killed'), seconds: total('seconds') };
console.log(['', ...files.map((file, n) => line(file, scores[n])), line('all', all)].join('\n'));
// One file alone may be below it.
if (chosen.length === 0 && percent(all) < thresholds.break) {
  console.error(`The score is below ${thresholds.break} %.`);
  process.exitCode = 1;
}

/** `src/a/b.ts` is tested by `test/unit/a/b.test.ts`. Stryker stops where that does not exist. */
function testOf(file) {
  return file.replace(/^src\//, 'test/unit/').replace(/\.ts$/, '.test.ts');
}

function line(name, score) {
  const { mutants, killed, seconds } = score;
  return `${percent(score).toFixed(2).padStart(6)} %  ${killed} of ${mutants} killed, ${seconds} s  ${name}`;
}

function percent({ mutants, killed }) {
  return (killed / mutants) * 100;
}
