import { TestWorkflowEnvironment } from '@temporalio/testing';
import { readEmbeddedConfig } from '../../src/config.js';
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
  const { path: cliPath, source } = await findTemporalCli({
    ...readEmbeddedConfig(),
    onProgress: say,
  });
  say(source);
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
