import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { readEmbeddedConfig } from '../../../src/configuration/temporal-config.js';
import { findTemporalCli } from '../../../src/temporal-server/find-temporal-cli.js';
import { freePort } from '../../../src/temporal-server/free-port.js';
import type { TemporalAccess } from './namespace.js';
import { useProcesses } from './processes.js';
import type { Command, RunningProcess } from './running-process.js';

export interface TemporalByHand {
  /** As a person types it: `temporal server start-dev`, on the same port and database each time. Resolves when it says that it serves. */
  start(): Promise<RunningProcess>;
  access(namespace: string): TemporalAccess;
}

/** The path of the CLI that the product would take. */
export async function temporalCli(): Promise<string> {
  const { path } = await findTemporalCli({ ...readEmbeddedConfig(), onProgress: () => undefined });
  return path;
}

interface DevServer {
  cli: string;
  port: number;
  databaseFile: string;
  namespaces?: readonly string[];
}

export function devServerCommand({ cli, port, databaseFile, namespaces = [] }: DevServer): Command {
  return {
    name: 'temporal',
    run: [
      ...([cli, 'server', 'start-dev', '--headless', '--port', String(port)] as const),
      ...namespaces.flatMap((namespace) => ['--namespace', namespace]),
      ...['--db-filename', databaseFile],
      ...['--sqlite-pragma', 'journal_mode=WAL', '--sqlite-pragma', 'synchronous=NORMAL'],
    ],
  };
}

/** What the server says when it serves. */
export const temporalServes = /Temporal Server/;

/** For a suite with a Temporal server of its own, one that it may kill. Call it in `describe`. */
export function useTemporalByHand(...namespaces: string[]): TemporalByHand {
  const start = useProcesses();
  let directory = '';
  let cli = '';
  let port = 0;
  let connection: Connection | undefined;

  before(async function () {
    // The first run on a machine fetches the CLI.
    this.timeout('10m');
    cli = await temporalCli();
    directory = await mkdtemp(path.join(tmpdir(), 'preenroll-'));
    port = await freePort();
    connection = Connection.lazy({ address: `127.0.0.1:${port}` });
  });
  after(async () => {
    await connection?.close();
    await rm(directory, { recursive: true });
  });

  return {
    async start() {
      const databaseFile = path.join(directory, 'temporal.db');
      const server = start(devServerCommand({ cli, port, databaseFile, namespaces }));
      await server.saw(temporalServes);
      return server;
    },
    access: (namespace) => ({
      environment: { TEMPORAL_ADDRESS: `127.0.0.1:${port}`, TEMPORAL_NAMESPACE: namespace },
      client: new Client({ namespace, ...(connection && { connection }) }),
    }),
  };
}
