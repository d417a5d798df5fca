import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Outage } from '../chaos/facts.js';
import type { SupervisedProcess } from '../chaos/supervise.js';
import type { PostgresServer } from '../support/postgres-server.js';
import { databases } from './cluster-hosts.js';

const run = promisify(execFile);

/** Makes the databases that the Temporal server wants, with its own tool. */
export async function makeDatabases(sqlTool: string, port: number): Promise<void> {
  for (const [store, database] of Object.entries(databases)) {
    const on = [
      '--plugin',
      'postgres12',
      '--ep',
      '127.0.0.1',
      '-p',
      String(port),
      '-u',
      'postgres',
    ];
    const schema = store === 'default' ? 'temporal' : 'visibility';
    for (const command of [
      ['create-database'],
      ['setup-schema', '-v', '0.0'],
      ['update-schema', '--schema-name', `postgresql/v12/${schema}`],
    ]) {
      await run(sqlTool, [...on, '--db', database, ...command]);
    }
  }
}

/** PostgreSQL as one of the processes that are killed. */
export function superviseDatabase(postgres: PostgresServer): SupervisedProcess {
  const outages: Outage[] = [];
  return {
    name: 'temporal-database',
    outages,
    // Only we kill it, and wait for it.
    failed: new Promise<never>(() => undefined),
    output: () => '',
    async kill() {
      const from = Date.now();
      await postgres.kill();
      await postgres.restart();
      outages.push({ part: 'temporal', from, to: Date.now() });
    },
    stop: () => postgres.stop(),
  };
}
