import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { readEmbeddedConfig } from '../../src/config.js';
import { searchAttributes } from '../../src/contract/search-attributes.js';
import { findTemporalCli } from '../../src/temporal-server/find-temporal-cli.js';
import { startTemporalServer } from '../../src/temporal-server/start-temporal-server.js';
import { buildCode } from '../../test/end-to-end/support/built-code.js';
import { startServerProcess, type ServerProcess } from '../server-process.js';

/** Everything that is measured, running. */
export interface Stage {
  secret: string;
  gateway: ServerProcess;
  /** Of the Temporal server that the gateway uses. */
  client: Client;
  /** A bare `node:http` server that parses JSON and answers 204. */
  parseOnly: ServerProcess;
  /** A bare Express that answers 404. */
  express404: ServerProcess;
  close: () => Promise<void>;
}

/** Starts a Temporal server with its data in a new file, as `preenroll up` does, the gateway, and what they are compared with. */
export async function startStage(say: (line: string) => void): Promise<Stage> {
  say('Building: what is measured is the code as it is shipped');
  await buildCode();
  const { path: cliPath, source } = await findTemporalCli({
    ...readEmbeddedConfig(),
    onProgress: say,
  });
  say(source);
  const directory = await mkdtemp(join(tmpdir(), 'preenroll-bench-'));
  const temporal = await startTemporalServer({
    cliPath,
    searchAttributes,
    databaseFile: join(directory, 'temporal.db'),
  });
  const secret = randomBytes(32).toString('hex');
  const [gateway, parseOnly, express404] = await Promise.all([
    startServerProcess(['dist/src/cli/main.js', 'gateway'], '/readyz', {
      OKTA_EVENT_HOOK_SECRET: secret,
      TEMPORAL_ADDRESS: temporal.address,
      METRICS_ADDRESS: '127.0.0.1:0',
    }),
    startServerProcess(['bench/acks/floors/parse-only.ts'], '/'),
    startServerProcess(['bench/acks/floors/express-404.ts'], '/ready'),
  ]);
  const connection = await Connection.connect({ address: temporal.address });

  return {
    ...{ secret, gateway, parseOnly, express404 },
    client: new Client({ connection }),
    async close() {
      await connection.close();
      await Promise.all([gateway, parseOnly, express404].map((server) => server.close()));
      await temporal.close();
      await rm(directory, { recursive: true });
    },
  };
}
