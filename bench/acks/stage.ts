import { randomBytes } from 'node:crypto';
import type { Client } from '@temporalio/client';
import { buildCode } from '../../test/end-to-end/support/built-code.js';
import { freePort } from '../../src/temporal-server/free-port.js';
import { say } from '../bench-command.js';
import { startServerProcess, type ServerProcess } from '../server-process.js';
import { startBenchTemporal } from '../temporal.js';

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

/** Starts a Temporal server, the gateway, and what they are compared with. */
export async function startStage(): Promise<Stage> {
  say('Building: what is measured is the code as it is shipped');
  await buildCode();
  const temporal = await startBenchTemporal();
  const secret = randomBytes(32).toString('hex');
  const healthPort = await freePort();
  const [gateway, parseOnly, express404] = await Promise.all([
    startServerProcess(
      ['dist/src/cli/main.js', 'gateway'],
      { path: '/readyz', port: healthPort },
      {
        OKTA_EVENT_HOOK_SECRET: secret,
        TEMPORAL_ADDRESS: temporal.address,
        METRICS_ADDRESS: '127.0.0.1:0',
        HEALTH_ADDRESS: `127.0.0.1:${healthPort}`,
      },
    ),
    startServerProcess(['bench/acks/floors/parse-only.ts'], { path: '/' }),
    startServerProcess(['bench/acks/floors/express-404.ts'], { path: '/ready' }),
  ]);

  return {
    ...{ secret, gateway, parseOnly, express404 },
    client: temporal.client,
    async close() {
      await Promise.all([gateway, parseOnly, express404].map((server) => server.close()));
      await temporal.close();
    },
  };
}
