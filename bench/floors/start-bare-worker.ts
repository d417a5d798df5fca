import { EventEmitter, once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Client } from '@temporalio/client';
import { spawnGuarded } from '../../src/temporal-server/guarded-process.js';
import type { Command } from '../../test/end-to-end/support/running-process.js';
import { bareQueue } from './bare-worker-command.js';
import { goOnSignal } from './bare-workflows.js';

export interface BareWorker {
  pid: number;
  /** Runs `bareSixSteps` to its end, with its signal after the fourth step. */
  runSixSteps: (client: Client) => Promise<void>;
  /** How many runs have begun their fourth step so far. */
  parked: () => number;
  close: () => Promise<void>;
}

/** Starts a bare worker in a process of its own, which never outlives this one. Resolves when it polls. */
export async function startBareWorker({ run, environment = {} }: Command): Promise<BareWorker> {
  const settings = Object.entries(environment).map(([name, value]) => `${name}=${value}`);
  const child = spawnGuarded('env', [...settings, ...run]);
  const parked = new EventEmitter().setMaxListeners(0);
  let lastWords = '';
  child.stderr.on('data', (chunk: Buffer) => (lastWords = chunk.toString()));
  const lines = createInterface(child.stdout);
  let parkedRuns = 0;
  lines.on('line', (line) => {
    parked.emit(line);
    if (line.startsWith('parked ')) parkedRuns += 1;
  });
  const ended = once(child, 'close');
  const failed = ended.then(() => {
    throw new Error(`The bare worker has ended: ${lastWords}`);
  });
  failed.catch(() => undefined);
  await Promise.race([once(parked, 'polls'), failed]);
  return {
    pid: child.pid ?? Number.NaN,
    async runSixSteps(client) {
      const workflowId = `bare-${crypto.randomUUID()}`;
      const isParked = once(parked, `parked ${workflowId}`);
      const run = await client.workflow.start('bareSixSteps', { workflowId, taskQueue: bareQueue });
      await Promise.race([isParked, failed]);
      await run.signal(goOnSignal);
      await Promise.race([run.result(), failed]);
    },
    parked: () => parkedRuns,
    async close() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
