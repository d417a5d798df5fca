import { executables } from './built-code.js';
import type { Command } from './running-process.js';

/** A gateway or a worker as a process of its own, on a port for metrics that nobody has. */
export function productCommand(
  name: 'gateway' | 'worker',
  environment: Record<string, string>,
  nodeOptions: readonly string[] = [],
): Command {
  return {
    name,
    run: ['node', ...nodeOptions, executables.preenroll, name],
    environment: { METRICS_ADDRESS: '127.0.0.1:0', ...environment },
  };
}

/** What they say when they serve; the gateway with the URL of its hook. */
export const isReady = { gateway: /"url":"([^"]+)"/, worker: /The worker polls/ };
