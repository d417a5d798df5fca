import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import { freePort } from './free-port.js';
import { spawnGuarded, type GuardedProcess } from './guarded-process.js';
import type { SearchAttribute } from './search-attribute.js';
import { startDevArguments } from './start-dev-arguments.js';
import { TemporalServerError } from './temporal-server-error.js';

export interface TemporalServerOptions {
  /** The Temporal CLI. */
  cliPath: string;
  /** Any free one if absent. */
  port?: number | undefined;
  /** Of the Temporal UI; 0 for any free one, absent for no UI. */
  uiPort?: number | undefined;
  /** Where to keep everything, in a directory that exists; in memory if absent. */
  databaseFile?: string | undefined;
  namespace?: string | undefined;
  /** Known to the namespace from the start. A database that is there already keeps its own: `ensureSearchAttributes` adds what it lacks. */
  searchAttributes: readonly SearchAttribute[];
  /** Called with each line the server logs: warnings and errors. */
  onLogLine?: (line: string) => void;
  /** Called once if the server ends without having been closed. */
  onFailure?: (error: Error) => void;
}

export interface TemporalServer {
  /** `host:port` for clients and workers. */
  address: string;
  uiUrl: string | undefined;
  /** Ends the server and resolves when it is gone. Harmless when called twice, or when the server is gone already. */
  close: () => Promise<void>;
}

const host = '127.0.0.1';
/** Generous: it takes half a second on an idle machine. */
const startTimeout = 60_000;
const stopTimeout = 10_000;

/**
 * Starts Temporal's development server on the loopback interface. It never outlives this process, not even when that is killed.
 * @returns when the namespace answers.
 * @throws {@link TemporalServerError} with the server's own last words if it does not start; if a port is taken, also with what to do about it.
 */
export async function startTemporalServer(options: TemporalServerOptions): Promise<TemporalServer> {
  const port = options.port ?? (await freePort());
  const uiPort = options.uiPort === 0 ? await freePort() : options.uiPort;
  const namespace = options.namespace ?? 'default';
  const address = `${host}:${port}`;
  const server = spawnGuarded(
    options.cliPath,
    startDevArguments({ ...options, ip: host, port, uiPort, namespace }),
  );
  const lastWords = keepLastWords(server, options.onLogLine);
  const ended = once(server, 'close');
  let closing = false;

  const close = async (): Promise<void> => {
    closing = true;
    // What is in memory needs no orderly end, which takes the server two to three seconds.
    server.kill(options.databaseFile === undefined ? 'SIGKILL' : 'SIGTERM');
    const overdue = setTimeout(() => server.kill('SIGKILL'), stopTimeout);
    await ended;
    clearTimeout(overdue);
  };

  const failed = ended.then(() => {
    throw new TemporalServerError(explainEnd(address, lastWords()));
  });
  try {
    await Promise.race([answers(server, address, namespace), failed, tooLate(lastWords)]);
  } catch (error) {
    await close();
    throw error;
  }
  failed.catch((error: unknown) => {
    if (!closing) options.onFailure?.(error as Error);
  });
  return {
    address,
    uiUrl: uiPort === undefined ? undefined : `http://${host}:${uiPort}`,
    close,
  };
}

function keepLastWords(
  server: GuardedProcess,
  onLogLine: TemporalServerOptions['onLogLine'],
): () => string {
  const lines: string[] = [];
  createInterface(server.stderr).on('line', (line) => {
    lines.push(line);
    if (lines.length > 10) lines.shift();
    onLogLine?.(line);
  });
  return () => lines.join('\n');
}

async function answers(server: GuardedProcess, address: string, namespace: string): Promise<void> {
  // It prints once it listens. An answer on the port alone could be that of another server that has it.
  await once(server.stdout, 'data');
  server.stdout.resume();
  const connection = await Connection.connect({ address });
  try {
    await connection.workflowService.describeNamespace({ namespace });
  } finally {
    await connection.close();
  }
}

async function tooLate(lastWords: () => string): Promise<never> {
  await delay(startTimeout, undefined, { ref: false });
  throw new TemporalServerError(
    `The Temporal server did not answer within a minute.\n${lastWords()}`,
  );
}

function explainEnd(address: string, lastWords: string): string {
  const ended = `The Temporal server at ${address} has ended:\n${lastWords}`;
  const takenPort = /:(\d+): bind: address already in use/.exec(lastWords)?.[1];
  if (takenPort === undefined) return ended;
  return `${ended}
Port ${takenPort} is taken. Stop what listens on it (lsof -i :${takenPort} shows it), or choose another port.
If a Temporal server is already there and you want to use it, set TEMPORAL_ADDRESS to its host:port.`;
}
