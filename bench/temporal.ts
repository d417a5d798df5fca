import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { readEmbeddedConfig } from '../src/configuration/temporal-config.js';
import { searchAttributes } from '../src/contract/search-attributes.js';
import { findTemporalCli } from '../src/temporal-server/find-temporal-cli.js';
import { startTemporalServer } from '../src/temporal-server/start-temporal-server.js';
import { say } from './bench-command.js';
import { scratchDirectory } from './scratch-directory.js';

export interface BenchTemporal {
  address: string;
  client: Client;
  /** Where its data is; with `-wal` beside it. */
  databaseFile: string;
  close: () => Promise<void>;
}

/** Starts a Temporal server with its data in a new file, as `preenroll up` does. It never outlives this process. */
export async function startBenchTemporal(): Promise<BenchTemporal> {
  const { path: cliPath, source } = await findTemporalCli({
    ...readEmbeddedConfig(),
    onProgress: say,
  });
  say(source);
  const databaseFile = join(scratchDirectory(), 'temporal.db');
  const { address, close } = await startTemporalServer({ cliPath, searchAttributes, databaseFile });
  const connection = await Connection.connect({ address });
  return {
    ...{ address, databaseFile },
    client: new Client({ connection }),
    async close() {
      await connection.close();
      await close();
    },
  };
}
