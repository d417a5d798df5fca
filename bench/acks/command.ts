import { Command, InvalidArgumentError } from 'commander';
import { judge, round } from '../goal.js';
import { createSamples } from '../samples.js';
import { goals } from './goals.js';
import { playRound } from './play-round.js';
import { createRpcFloors } from './rpc-floors.js';
import { startStage } from './stage.js';

interface AcksOptions {
  seconds: number;
  rounds: number;
  check: boolean;
}

export function acksCommand(): Command {
  return new Command('acks')
    .description('how fast deliveries become durable and are answered')
    .option('--seconds <number>', 'how long each figure is measured in a round', readNumber, 3)
    .option('--rounds <number>', 'the medians of so many rounds are printed', readNumber, 3)
    .option('--check', 'exit with 1 if a goal is missed', false)
    .addHelpText(
      'after',
      `
"acknowledged 16 x 100" is 16 connections, each posting deliveries of 100 events of new users, one after the other.
The gateway is a process of its own; Temporal's development server keeps its data in a file. No worker runs.`,
    )
    .action(acks);
}

async function acks({ seconds, rounds, check }: AcksOptions): Promise<void> {
  const stage = await startStage(say);
  const samples = createSamples();
  try {
    const rpc = createRpcFloors(stage.client);
    say('Warming up');
    await playRound({ stage, rpc, seconds: 0.5, samples: createSamples(), say: () => undefined });
    for (let at = 1; at <= rounds; at += 1) {
      say(`Round ${at} of ${rounds}`);
      await playRound({ stage, rpc, seconds, samples, say });
    }
  } finally {
    await stage.close();
  }
  for (const { value, ...figure } of samples.medians()) print({ ...figure, value: round(value) });
  const verdicts = goals.map((goal) => judge(goal, samples));
  verdicts.forEach(print);
  if (check && verdicts.some(({ met }) => !met)) process.exitCode = 1;
}

function print(line: object): void {
  process.stdout.write(`${JSON.stringify({ bench: 'acks', ...line })}\n`);
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

function readNumber(text: string): number {
  const number = Number(text);
  if (!(number > 0)) throw new InvalidArgumentError('It must be a number above 0.');
  return number;
}
