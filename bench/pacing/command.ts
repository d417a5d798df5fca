import { InvalidArgumentError, type Command } from 'commander';
import { buildCode } from '../../test/end-to-end/support/built-code.js';
import { benchCommand, readCount, readNumber, say, type BenchOptions } from '../bench-command.js';
import { judge } from '../goal.js';
import { printFigure } from '../report.js';
import { createSamples } from '../samples.js';
import { startBenchTemporal } from '../temporal.js';
import { goalsOf, nameOf } from './goals.js';
import { judgeCase } from './judge-case.js';
import { playCase } from './play-case.js';

interface PacingOptions extends BenchOptions {
  workers: number[];
  other: boolean;
  alone: boolean;
  hires: number;
  limit: number;
  window: number;
  latency: number;
  share: number;
  sharedShare: number;
  others: number;
  seed: number;
}

export function pacingCommand(): Command {
  return benchCommand('pacing', "a backlog that waits for Okta's rate limits", 1)
    .option('--workers <list>', 'with how many worker processes, one after the other', readCounts, [
      ...[1, 2, 4],
    ])
    .option('--no-other', 'not with another client')
    .option('--no-alone', 'not without another client')
    .option('--hires <number>', 'how many people the backlog has', readCount, 60)
    .option(
      '--limit <number>',
      'calls per window below /users; others in proportion',
      readCount,
      60,
    )
    .option('--window <seconds>', 'how long a window is', readCount, 6)
    .option('--latency <ms>', 'how long Okta takes for an answer', readCount, 100)
    .option('--share <part>', 'okta.share of the worker where it is alone', readPart, 1)
    .option('--shared-share <part>', 'okta.share beside another client', readPart, 0.5)
    .option('--others <part>', 'what the other client uses of the limit on average', readPart, 0.3)
    .option('--seed <number>', 'of what the other client does', readNumber, 1)
    .addHelpText(
      'after',
      `
People who exist already are brought to their activation mail by workers of the built product, each a process of its own, as by a backfill:
nobody signs in. Okta is an emulator in a process of its own, with short windows. Beside another client there are fewer people, so that a case
takes as long as without. The other client makes any number of calls from none to twice its average in each window.

budgetShare     our calls by those that the share allowed, in the windows in which there certainly was a backlog, of the bucket that binds;
                beside another client no more was allowed than it left, without the worker's reserve
rateLimited429  our calls that were refused, by all of ours
callsPerHire    up to the activation mail, one line for each bucket
backlogSeconds  from the first call to the last; the floor is what the share allows for the calls that were needed, over whole windows: it is
                beaten by as much as the first and the last window are not waited for

Examples:
  npm run bench -- pacing
  npm run bench -- pacing --workers 2 --no-other --hires 300
  npm run --silent bench -- pacing --check | jq 'select(.goal)'`,
    )
    .action(pacing);
}

async function pacing(options: PacingOptions): Promise<void> {
  const { rounds, check, workers, other, alone, limit, window, latency, others, seed } = options;
  say('Building: what is measured is the code as it is shipped');
  await buildCode();
  const temporal = await startBenchTemporal();
  const samples = createSamples();
  const kinds = [...(alone ? [false] : []), ...(other ? [true] : [])];
  try {
    for (let round = 1; round <= rounds; round += 1) {
      for (const [workerCount, otherClient] of workers.flatMap((n) =>
        kinds.map((kind) => [n, kind] as const),
      )) {
        const share = otherClient ? options.sharedShare : options.share;
        say(`Round ${round} of ${rounds}: ${nameOf(workerCount, otherClient)}`);
        const played = await playCase(temporal, {
          ...{ workers: workerCount, otherClient, othersPart: others, seed: seed + round },
          hires: Math.max(Math.round((options.hires * share) / options.share), 1),
          limits: { limit, windowSeconds: window, latencyMs: latency },
          configuration: { okta: { share }, reconciliation: { intervalSeconds: 3600 } },
        });
        const figures = judgeCase(played, { share, reserve: reserveOf(limit, share) }, window);
        for (const figure of figures) {
          printFigure('pacing', { ...figure, workers: workerCount, otherClient });
          const { figure: name, value, unit } = figure;
          if (!('bucket' in figure)) {
            samples.add(`${name}, ${nameOf(workerCount, otherClient)}`, value, unit);
          }
        }
      }
    }
  } finally {
    await temporal.close();
  }
  const goals = kinds.flatMap((kind) => workers.flatMap((n) => goalsOf(n, kind)));
  const verdicts = goals.map((goal) => judge(goal, samples));
  for (const verdict of verdicts) printFigure('pacing', verdict);
  if (check && verdicts.some(({ met }) => !met)) process.exitCode = 1;
}

/** What the worker leaves untouched: three calls in a hundred, three at least, and nothing where all is to be used. */
function reserveOf(limit: number, share: number): number {
  return Math.min(Math.max(0.03, 3 / limit), 1 - share);
}

function readCounts(text: string): number[] {
  return text.split(',').map(readCount);
}

function readPart(text: string): number {
  const part = readNumber(text);
  if (part > 1) throw new InvalidArgumentError('It must be 1 at most.');
  return part;
}
