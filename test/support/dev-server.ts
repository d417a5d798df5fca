import { fileURLToPath } from 'node:url';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { readEmbeddedConfig } from '../../src/configuration/temporal-config.js';
import { searchAttributes } from '../../src/contract/search-attributes.js';
import { findTemporalCli } from '../../src/temporal-server/find-temporal-cli.js';
import { startTemporalServer } from '../../src/temporal-server/start-temporal-server.js';
import type { TemporalTestServer } from './temporal.js';

/** The server that `TEMPORAL_ADDRESS` names, or one of our own. */
export async function startDevServer(say: (line: string) => void): Promise<TemporalTestServer> {
  const address = process.env['TEMPORAL_ADDRESS'];
  if (address === undefined) return startOwnDevServer(say);
  say(`Temporal server at ${address}`);
  const namespace = process.env['TEMPORAL_NAMESPACE'] ?? 'default';
  const environment = await TestWorkflowEnvironment.createFromExistingServer({
    address,
    namespace,
  });
  return { environment, stop: () => environment.teardown() };
}

/** A new server with nothing in it, started with a CLI found or fetched as the product does it. */
export async function startOwnDevServer(say: (line: string) => void): Promise<TemporalTestServer> {
  const cliPath = await findCli(say);
  const { address, close } = await startTemporalServer({ cliPath, searchAttributes });
  const environment = await TestWorkflowEnvironment.createFromExistingServer({ address });
  return {
    environment,
    stop: async () => {
      await environment.teardown();
      await close();
    },
  };
}

/** Names and values of Temporal's dynamic configuration. */
export type ServerLimits = Readonly<Record<string, number>>;

/** A new server with limits of its own, such as tests can reach. */
export async function startLimitedDevServer(
  limits: ServerLimits,
  say: (line: string) => void,
): Promise<TemporalTestServer> {
  process.env['TEST_SERVER_EXECUTABLE'] = await findCli(say);
  const guarded = fileURLToPath(new URL('guarded-test-server.sh', import.meta.url));
  const environment = await TestWorkflowEnvironment.createLocal({
    server: {
      executable: { type: 'existing-path', path: guarded },
      searchAttributes: [...searchAttributes],
      extraArgs: Object.entries(limits).flatMap(([name, value]) => [
        '--dynamic-config-value',
        `${name}=${value}`,
      ]),
    },
  });
  return { environment, stop: () => environment.teardown() };
}

async function findCli(say: (line: string) => void): Promise<string> {
  const { path, source } = await findTemporalCli({ ...readEmbeddedConfig(), onProgress: say });
  say(source);
  return path;
}
