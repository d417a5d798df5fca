import { createHistogram } from 'node:perf_hooks';
import { InvalidArgumentError, type Command } from 'commander';
import { preEnrollUserWorkflowId } from '../../src/contract/workflow-ids.js';
import { maxCachedWorkflows } from '../../src/worker/create-workers.js';
import { benchCommand, readCount, say } from '../bench-command.js';
import { bareQueue, bareWorkerCommand } from '../floors/bare-worker-command.js';
import { startBareWorker } from '../floors/start-bare-worker.js';
import { startHiresStage, type BenchHire, type HiresStage } from '../hires-stage.js';
import { report } from '../report.js';
import { createSamples, type Samples } from '../samples.js';
import { fill } from './fill.js';
import { figures, floors, goals } from './goals.js';
import { timeToWake } from './time-to-wake.js';

interface WaitingOptions {
  waiting: number;
  wakes: number;
  check: boolean;
}

export function waitingCommand(): Command {
  return benchCommand('waiting', 'what hires cost who wait for days, and how fast they wake')
    .option('--waiting <number>', 'how many wait', readWaiting, 2_000)
    .option('--wakes <number>', 'how many are woken, one at a time, twice each', readCount, 50)
    .addHelpText(
      'after',
      `
Hires are taken as far as the activation mail by the built worker, against the Okta emulator without rate limits, and wait there. The floor
is a bare worker that keeps as many runs in memory (${maxCachedWorkflows}), with workflows that wait for a signal or 30 days after 4 activities that do nothing, on
the same server, afterwards. Those who are woken are the first who have come: they have long left the worker's memory. The same signal
a second time finds them in memory.

Examples:
  npm run bench -- waiting
  npm run bench -- waiting --waiting 10000     a quarter of an hour on two idle cores
  npm run --silent bench -- waiting --check | jq 'select(.goal)'`,
    )
    .action(waiting);
}

async function waiting({ waiting: total, wakes, check }: WaitingOptions): Promise<void> {
  const stage = await startHiresStage();
  const samples = createSamples();
  try {
    await measureHires(stage, { total, wakes }, samples);
    await measureBare(stage, total, samples);
  } finally {
    await stage.close();
  }
  report({ bench: 'waiting', samples, goals, floors, check });
}

async function measureHires(
  stage: HiresStage,
  { total, wakes }: { total: number; wakes: number },
  samples: Samples,
): Promise<void> {
  const { client, databaseFile } = stage.temporal;
  say(`Hiring ${total}`);
  const hires = await stage.hire(total);
  const hire = (number: number): BenchHire => hires[number] ?? { userId: '', login: '' };
  const { memory, perCached, perEvicted, databasePerRun } = await fill({
    ...{ pid: stage.worker.pid, databaseFile, total },
    start: (number) => stage.start(hire(number)),
    countWaiting: () => count(stage, "EnrollmentStage = 'awaiting-activation'"),
  });
  samples.add(figures.few, memory.few / 1e6, 'MB');
  samples.add(figures.full, memory.full / 1e6, 'MB');
  samples.add(figures.all, memory.all / 1e6, 'MB');
  samples.add(figures.cached, perCached / 1e3, 'KB');
  samples.add(figures.evicted, perEvicted / 1e3, 'KB');
  samples.add(figures.database, databasePerRun / 1e3, 'KB');

  say(`Waking ${wakes}`);
  const [evicted, cached] = [createHistogram(), createHistogram()];
  for (let number = 0; number < wakes; number += 1) {
    const run = client.workflow.getHandle(preEnrollUserWorkflowId(hire(number).userId));
    for (const histogram of [evicted, cached]) {
      // What makes a run look at once. Okta says each time that the person is not ACTIVE, so it waits on.
      const milliseconds = await timeToWake(run, () => stage.tell(hire(number)));
      histogram.record(Math.max(1, Math.round(milliseconds * 1_000)));
    }
  }
  samples.add(figures.wakeEvicted, evicted.percentile(50) / 1_000, 'ms');
  samples.add(figures.wakeEvictedP99, evicted.percentile(99) / 1_000, 'ms');
  samples.add(figures.wakeCached, cached.percentile(50) / 1_000, 'ms');
  samples.add(figures.wakeCachedP99, cached.percentile(99) / 1_000, 'ms');
}

async function measureBare(stage: HiresStage, total: number, samples: Samples): Promise<void> {
  const { client, databaseFile, address } = stage.temporal;
  const bare = await startBareWorker((await bareWorkerCommand(address))(maxCachedWorkflows));
  const { perCached, perEvicted, databasePerRun } = await fill({
    ...{ pid: bare.pid, databaseFile, total },
    async start(number) {
      const options = { workflowId: `bare-${number}`, taskQueue: bareQueue };
      await client.workflow.start('bareWait', options);
    },
    // The worker says so when a run begins its last step.
    countWaiting: () => Promise.resolve(bare.parked()),
  });
  await bare.close();
  samples.add(figures.bareCached, perCached / 1e3, 'KB');
  samples.add(figures.bareEvicted, perEvicted / 1e3, 'KB');
  samples.add(figures.bareDatabase, databasePerRun / 1e3, 'KB');
}

async function count({ temporal }: HiresStage, query: string): Promise<number> {
  return (await temporal.client.workflow.count(query)).count;
}

function readWaiting(text: string): number {
  const number = readCount(text);
  if (number > maxCachedWorkflows) return number;
  throw new InvalidArgumentError(`It must be more than ${maxCachedWorkflows}.`);
}
