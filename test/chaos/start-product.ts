import path from 'node:path';
import { freePort } from '../../src/temporal-server/free-port.js';
import { isReady, productCommand } from '../end-to-end/support/product-command.js';
import type { Command } from '../end-to-end/support/running-process.js';
import type { CleanUp } from '../support/clean-up.js';
import { startTcpBalancer } from '../support/tcp-balancer.js';
import type { ChaosOptions } from './chaos-options.js';
import { supervise, type SupervisedProcess } from './supervise.js';

type Environment = Record<string, string>;

/** Starts gateways behind one address. @returns what Okta calls */
export async function startGateways(
  cleanUp: CleanUp,
  count: number,
  environment: Environment,
): Promise<{ url: string; processes: SupervisedProcess[] }> {
  const ports: number[] = [];
  const processes = await startSome(cleanUp, 'gateway', count, async () => {
    const port = await freePort();
    ports.push(port);
    return productCommand('gateway', { ...environment, PORT: String(port) });
  });
  const balancer = await startTcpBalancer(ports);
  cleanUp.later(() => balancer.close());
  const url = new URL(isReady.gateway.exec(processes[0]?.output() ?? '')?.[1] ?? '');
  url.port = String(balancer.port);
  return { url: url.href, processes };
}

export function startWorkers(
  cleanUp: CleanUp,
  count: number,
  environment: Environment,
  sabotage: ChaosOptions['sabotage'],
): Promise<SupervisedProcess[]> {
  return startSome(cleanUp, 'worker', count, () => workerCommand(environment, sabotage));
}

/** They are numbered where there are several. */
async function startSome(
  cleanUp: CleanUp,
  part: 'gateway' | 'worker',
  count: number,
  command: () => Command | Promise<Command>,
): Promise<SupervisedProcess[]> {
  const processes: SupervisedProcess[] = [];
  for (let number = 1; number <= count; number += 1) {
    const name = count === 1 ? part : `${part}-${number}`;
    const process = await supervise(part, { ...(await command()), name }, isReady[part]);
    cleanUp.later(() => process.stop());
    processes.push(process);
  }
  return processes;
}

function workerCommand(environment: Environment, sabotage: ChaosOptions['sabotage']): Command {
  if (sabotage === undefined) return productCommand('worker', environment);
  const program = ['--import', 'tsx', path.join(import.meta.dirname, 'sabotaged-worker.ts')];
  return productCommand('worker', { ...environment, CHAOS_SABOTAGE: sabotage }, program);
}
