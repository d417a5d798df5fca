import type { Command } from 'commander';
import { benchCommand, readNumber, say, type BenchOptions } from '../bench-command.js';
import { report } from '../report.js';
import { createSamples } from '../samples.js';
import { goals } from './goals.js';
import { playRound } from './play-round.js';
import { createRpcFloors } from './rpc-floors.js';
import { startStage } from './stage.js';

interface AcksOptions extends BenchOptions {
  seconds: number;
}

export function acksCommand(): Command {
  return benchCommand('acks', 'how fast deliveries become durable and are answered', 3)
    .option('--seconds <number>', 'how long each figure is measured in a round', readNumber, 3)
    .addHelpText(
      'after',
      `
"acknowledged 16 x 100" is 16 connections, each posting deliveries of 100 events of new users, one after the other.
The gateway is a process of its own; Temporal's development server keeps its data in a file. No worker runs.

Examples:
  npm run bench -- acks
  npm run bench -- acks --seconds 10 --rounds 5
  npm run --silent bench -- acks --check | jq 'select(.goal)'`,
    )
    .action(acks);
}

async function acks({ seconds, rounds, check }: AcksOptions): Promise<void> {
  const stage = await startStage();
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
  report({ bench: 'acks', samples, goals, check });
}
