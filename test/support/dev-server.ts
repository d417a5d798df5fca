import { readEmbeddedConfig } from '../../src/config.js';
import { searchAttributes } from '../../src/contract/search-attributes.js';
import { findTemporalCli } from '../../src/temporal-server/find-temporal-cli.js';
import { startTemporalServer } from '../../src/temporal-server/start-temporal-server.js';
import type { TemporalTestServer } from './temporal.js';

/** The server that `TEMPORAL_ADDRESS` names, or one started for this run with a CLI found or fetched as the product does it. */
export async function startDevServer(say: (line: string) => void): Promise<TemporalTestServer> {
  const { TestWorkflowEnvironment } = await import('@temporalio/testing');
  const given = process.env['TEMPORAL_ADDRESS'];
  if (given !== undefined) {
    say(`Temporal server at ${given}`);
    const environment = await TestWorkflowEnvironment.createFromExistingServer({
      address: given,
      namespace: process.env['TEMPORAL_NAMESPACE'] ?? 'default',
    });
    return { environment, stop: () => environment.teardown() };
  }

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
