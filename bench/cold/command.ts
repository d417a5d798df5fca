import type { Command } from 'commander';
import { taskQueue } from '../../src/contract/task-queues.js';
import { buildCode, executables } from '../../test/end-to-end/support/built-code.js';
import { productCommand } from '../../test/end-to-end/support/product-command.js';
import type { Command as ProcessCommand } from '../../test/end-to-end/support/running-process.js';
import { benchCommand, say, type BenchOptions } from '../bench-command.js';
import { bareQueue, bareWorkerCommand } from '../floors/bare-worker-command.js';
import type { Goal } from '../goal.js';
import { report } from '../report.js';
import { createSamples } from '../samples.js';
import { startBenchTemporal } from '../temporal.js';
import { importing, untilEnded, untilFirstTask, untilSaid, untilReady } from './measure-starts.js';

const nothing = 'node -e 0';
const bareWorker = 'bare worker, first workflow task done';
const gatewayImports = 'import of express and @temporalio/client';
const clientImport = 'import of @temporalio/client';
const gateway = 'gateway, /readyz answers 200';
const worker = 'worker, first workflow task done';
const list = 'preenroll list, printed';
const help = 'preenroll --help, printed';
const demo = 'preenroll demo, URLs printed';

const goals: readonly Goal[] = [
  {
    name: 'P14: start of the worker until its first workflow task is done, to a bare worker with its code bundled',
    ...{ figure: worker, unit: 'ms', floor: bareWorker, ratio: { atMost: 1.25 } },
  },
  {
    name: 'P15: start of the gateway until it is ready, to the import of Express and of the Temporal client',
    ...{ figure: gateway, unit: 'ms', floor: gatewayImports, ratio: { atMost: 1.1 } },
  },
];

export function coldCommand(): Command {
  return benchCommand('cold', 'from the start of a process to its first useful answer', 5)
    .addHelpText(
      'after',
      `
Each figure is the time from the start of a process of the built product until: the gateway answers /readyz with 200; a workflow task that waited
for the worker is done; \`preenroll list\` and \`preenroll --help\` have ended; the demo has printed its URLs, its Temporal server included.
All talk to one Temporal server that is there already, but for the demo. Okta is not needed for any of it, and is not there.

Examples:
  npm run bench -- cold
  npm run bench -- cold --rounds 9
  npm run --silent bench -- cold --check | jq 'select(.goal)'`,
    )
    .action(cold);
}

async function cold({ rounds, check }: BenchOptions): Promise<void> {
  say('Building: what is measured is the code as it is shipped');
  await buildCode();
  const temporal = await startBenchTemporal();
  const samples = createSamples();
  try {
    const figures = await figuresAt(temporal);
    for (let at = 0; at <= rounds; at += 1) {
      say(at === 0 ? 'Warming up' : `Round ${at} of ${rounds}`);
      for (const [name, measure] of Object.entries(figures)) {
        const milliseconds = await measure();
        // The first time, everything is read from the disk.
        if (at > 0) samples.add(name, milliseconds, 'ms');
        say(`${name}: ${milliseconds.toFixed(0)} ms`);
      }
    }
  } finally {
    await temporal.close();
  }
  const floors = { [list]: nothing, [help]: nothing, [demo]: nothing, [clientImport]: nothing };
  report({ bench: 'cold', samples, goals, floors, check });
}

/** In an order in which each stands beside its floor. */
async function figuresAt({
  address,
  client,
}: Awaited<ReturnType<typeof startBenchTemporal>>): Promise<Record<string, () => Promise<number>>> {
  const environment = { TEMPORAL_ADDRESS: address, LOG_LEVEL: 'warn' };
  const startBareWorker = await bareWorkerCommand(address);
  const product = (...words: string[]): ProcessCommand => ({
    name: `preenroll ${words.join(' ')}`,
    run: ['node', executables.preenroll, ...words],
    environment,
  });
  const gatewayCommand = productCommand('gateway', {
    ...environment,
    OKTA_EVENT_HOOK_SECRET: 'a-secret-of-a-hook-that-nobody-calls',
  });
  // Nobody listens there: the first activity fails, after what is measured.
  const workerCommand = productCommand('worker', {
    ...environment,
    ...{ OKTA_CLIENT_ORGURL: 'http://127.0.0.1:9', OKTA_CLIENT_TOKEN: 'none' },
    ...{ OKTA_GROUP_A: `00g${'A'.repeat(17)}`, OKTA_GROUP_B: `00g${'B'.repeat(17)}` },
    ...{ SMTP_URL: 'smtp://127.0.0.1:9', MAIL_FROM: 'onboarding@example.com' },
    DATABASE_URL: 'none',
  });
  return {
    [nothing]: () => untilEnded({ name: nothing, run: ['node', '-e', '0'] }),
    [clientImport]: () => untilEnded(importing('@temporalio/client')),
    [list]: () => untilEnded(product('list')),
    [help]: () => untilEnded(product('--help')),
    [gatewayImports]: () => untilEnded(importing('express', '@temporalio/client')),
    [gateway]: () => untilReady(gatewayCommand, '/readyz'),
    [bareWorker]: () =>
      untilFirstTask(startBareWorker(), {
        ...{ client, workflowType: 'bareSixSteps', taskQueue: bareQueue, args: [] },
      }),
    [worker]: () =>
      untilFirstTask(workerCommand, {
        ...{ client, workflowType: 'preEnrollUser', taskQueue, args: [{ userId: 'cold' }] },
      }),
    [demo]: () => untilSaid(product('demo'), /hook gateway +http/),
  };
}
