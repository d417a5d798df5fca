import type { Command } from 'commander';
import { setTimeout as sleep } from 'node:timers/promises';
import { routedEventTypes } from '../../src/dispatch/routes.js';
import { buildCode } from '../../test/end-to-end/support/built-code.js';
import { isReady, productCommand } from '../../test/end-to-end/support/product-command.js';
import { startProcess } from '../../test/end-to-end/support/running-process.js';
import { benchCommand, readCount, say, type BenchOptions } from '../bench-command.js';
import { hireMany, startLimitedOkta } from '../limited-okta.js';
import { startProductWorkers } from '../product-workers.js';
import { report } from '../report.js';
import { createSamples, type Samples } from '../samples.js';
import { countWorkedOff, startBacklog } from '../start-backlog.js';
import { startBenchTemporal } from '../temporal.js';
import { startBarePath } from './bare-path.js';
import { floors, goals, noteJourneys } from './goals.js';
import { timeJourney, type Journey } from './time-journey.js';

interface OvertakeOptions extends BenchOptions {
  workers: number;
  hires: number;
  backlog: number;
  limit: number;
  window: number;
  latency: number;
}

export function overtakeCommand(): Command {
  return benchCommand('overtake', 'how long today’s hires wait while a backlog is worked off', 1)
    .option('--workers <number>', 'worker processes', readCount, 1)
    .option(
      '--hires <number>',
      'how many hires are timed, idle and during the backlog',
      readCount,
      8,
    )
    .option('--backlog <number>', 'how many people the backlog has', readCount, 120)
    .option(
      '--limit <number>',
      'calls per window below /users; others in proportion',
      readCount,
      60,
    )
    .option('--window <seconds>', 'how long a window is', readCount, 6)
    .option('--latency <ms>', 'how long Okta takes for an answer', readCount, 100)
    .addHelpText(
      'after',
      `
Okta is an emulator with short windows; its hook calls the gateway, and workers of the built product do the rest, each a process of its own.
First, hires come one after the other and there is nothing else to do. Then a backlog of people who exist already is started, as by a backfill,
and while it waits for Okta's limits hires come again, one every half of a window. Each is played: signs in when the activation mail is there.
The floor of what was measured during the backlog is the same when idle. "waited for" is the difference in windows.

Examples:
  npm run bench -- overtake
  npm run bench -- overtake --workers 2 --hires 20 --backlog 300
  npm run --silent bench -- overtake --check | jq 'select(.goal)'`,
    )
    .action(overtake);
}

async function overtake(options: OvertakeOptions): Promise<void> {
  say('Building: what is measured is the code as it is shipped');
  await buildCode();
  const samples = createSamples();
  for (let round = 1; round <= options.rounds; round += 1) {
    say(`Round ${round} of ${options.rounds}`);
    await playRound(options, samples);
  }
  report({ bench: 'overtake', samples, goals, floors, check: options.check });
}

async function playRound(options: OvertakeOptions, samples: Samples): Promise<void> {
  const { workers: count, hires, backlog, limit, window, latency } = options;
  const temporal = await startBenchTemporal();
  const { client, address } = temporal;
  const okta = await startLimitedOkta();
  const people = await hireMany(okta, backlog);
  const secret = 'a-secret-of-a-hook-in-a-benchmark';
  const shared = { TEMPORAL_ADDRESS: address };
  const gateway = startProcess(
    productCommand('gateway', { ...shared, PORT: '0', OKTA_EVENT_HOOK_SECRET: secret }),
  );
  const url = (await gateway.saw(isReady.gateway))[1] ?? '';
  await okta.admin.registerEventHook({ url, secret, eventTypes: routedEventTypes });
  await okta.beginLimits({ limit, windowSeconds: window, latencyMs: latency });
  const bare = await startBarePath(address, client);
  const workers = await startProductWorkers({
    ...{ count, environment: { ...shared, ...okta.environment } },
    configuration: { reconciliation: { intervalSeconds: 3600 } },
  });

  try {
    say('Warming up');
    await timeJourney(okta, client);
    await bare.time();
    const idle: Journey[] = [];
    const barePaths: number[] = [];
    for (let hire = 1; hire <= hires; hire += 1) {
      barePaths.push(await bare.time());
      idle.push(await timeJourney(okta, client));
      say(`${hire} of ${hires} hires while there is nothing else to do`);
    }
    await startBacklog(client, people, 'overtaken');
    // What the hires of before have left of the windows is used up.
    await sleep(2 * window * 1_000);
    const journeys = await Promise.all(
      Array.from({ length: hires }, async (_, place) => {
        await sleep((place * window * 1_000) / 2);
        const journey = await timeJourney(okta, client);
        say('A hire is done during the backlog');
        return journey;
      }),
    );
    const left = backlog - (await countWorkedOff(client, 'overtaken'));
    if (left === 0) throw new Error('The backlog was worked off too early: a longer --backlog');
    say(`${left} people of the backlog are left`);
    noteJourneys(samples, { idle, backlog: journeys, barePaths, windowSeconds: window });
  } finally {
    await bare.close();
    await workers.close();
    await gateway.end('SIGTERM');
    await okta.close();
    await temporal.close();
  }
}
