import { executables } from './built-code.js';
import type { Command } from './running-process.js';

/**
 * A gateway or a worker as a process of its own, on ports for metrics and health that nobody has.
 *
 * @param program what Node runs in place of the product as it is
 */
export function productCommand(
  name: 'gateway' | 'worker',
  environment: Record<string, string>,
  program: readonly string[] = [executables.preenroll],
): Command {
  return {
    name,
    run: ['node', ...program, name],
    environment: {
      ...{ METRICS_ADDRESS: '127.0.0.1:0', HEALTH_ADDRESS: '127.0.0.1:0' },
      ...environment,
    },
  };
}

/** What they say when they serve; the gateway with the URL of its hook. */
export const isReady = { gateway: /"url":"([^"]+)"/, worker: /The worker polls/ };
