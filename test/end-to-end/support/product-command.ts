import { executables } from './built-code.js';
import type { Command, RunningProcess } from './running-process.js';

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
    // As the image has it.
    run: ['node', '--disable-proto=throw', ...program, name],
    environment: {
      ...{ METRICS_ADDRESS: '127.0.0.1:0', HEALTH_ADDRESS: '127.0.0.1:0' },
      ...environment,
    },
  };
}

/** What they say when they serve; the gateway with the URL of its hook. */
export const isReady = {
  gateway: /"url":"([^"]+\/okta\/event-hook)"/,
  worker: /The worker polls/,
};

/** Says what a process answers when it is asked for its health, and throws if it cannot be reached. */
export async function healthOf(
  { saw }: Pick<RunningProcess, 'saw'>,
  path: '/healthz' | '/livez' | '/readyz',
): Promise<number> {
  const [, url = ''] = await saw(/"url":"([^"]+)","msg":"The \w+ tells of its health/);
  return (await fetch(new URL(path, url))).status;
}
