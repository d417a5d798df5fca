import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { freePort } from '../../src/temporal-server/free-port.js';
import {
  startProcess,
  type Command,
  type RunningProcess,
} from '../../test/end-to-end/support/running-process.js';

/** Milliseconds from the start of a process to its end. Rejects unless it ends well. */
export async function untilEnded(command: Command): Promise<number> {
  const startedAt = performance.now();
  const running = startProcess(command);
  const code = await running.ended;
  if (code !== 0) throw new Error(`${command.name} ended with ${code}:\n${running.output()}`);
  return performance.now() - startedAt;
}

/** Milliseconds until a process has said something. It is ended then. */
export async function untilSaid(command: Command, pattern: RegExp): Promise<number> {
  const startedAt = performance.now();
  const running = startProcess(command);
  await running.saw(pattern);
  const milliseconds = performance.now() - startedAt;
  await running.end('SIGTERM');
  return milliseconds;
}

/** Milliseconds until a process says by its health that all is well. It is told where to do so, and ended then. */
export async function untilReady(command: Command, path: string): Promise<number> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}${path}`;
  const startedAt = performance.now();
  const running = startProcess({
    ...command,
    environment: { ...command.environment, PORT: '0', HEALTH_ADDRESS: `127.0.0.1:${port}` },
  });
  // Each question costs the machine something: not more of them than are needed for the precision of a few milliseconds.
  while (!(await isOk(url))) await Promise.race([delay(5), failIfEnded(command, running)]);
  const milliseconds = performance.now() - startedAt;
  await running.end('SIGTERM');
  return milliseconds;
}

async function isOk(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).status === 200;
  } catch {
    return false;
  }
}

interface FirstTask {
  client: Client;
  workflowType: string;
  taskQueue: string;
  args: unknown[];
}

/** Milliseconds until a worker has done its first workflow task, of a run that waits for it. By Temporal's own clock, that of this machine. */
export async function untilFirstTask(
  command: Command,
  { client, workflowType, ...options }: FirstTask,
): Promise<number> {
  const workflowId = `cold-${crypto.randomUUID()}`;
  const run = await client.workflow.start(workflowType, { ...options, workflowId });
  const startedAt = Date.now();
  const running = startProcess(command);
  try {
    for (;;) {
      const { events } = await run.fetchHistory();
      const done = events?.find(({ workflowTaskCompletedEventAttributes: its }) => Boolean(its));
      const { seconds, nanos } = done?.eventTime ?? {};
      if (done) return Number(seconds) * 1_000 + Number(nanos) / 1e6 - startedAt;
      await Promise.race([delay(100), failIfEnded(command, running)]);
    }
  } finally {
    await run.terminate().catch(() => undefined);
    // Nothing in it is worth an orderly end, which takes a worker as long as its activities may.
    await running.end('SIGKILL');
  }
}

async function failIfEnded({ name }: Command, running: RunningProcess): Promise<never> {
  throw new Error(`${name} ended with ${await running.ended}:\n${running.output()}`);
}

/** Loads modules as a process of its own and ends: what any program pays that needs them. */
export function importing(...modules: readonly string[]): Command {
  const imports = modules.map((name) => `import ${JSON.stringify(name)};`).join('');
  return {
    name: modules.join(' and '),
    run: ['node', '--input-type=module', '--eval', `${imports}process.exit(0)`],
  };
}
