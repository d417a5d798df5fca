import type { Client } from '@temporalio/client';
import { createHireRuns } from '../operate/temporal-hire-runs.js';
import type { HireRuns } from '../operate/hire-runs.js';
import { connectClient } from '../temporal/client.js';
import { readTemporalConfig } from '../configuration/temporal-config.js';

/** What a command works with. */
export interface Temporal {
  client: Client;
  runs: HireRuns;
}

/**
 * Connects to Temporal for as long as a command takes.
 *
 * @throws TemporalServerError if the server does not answer
 */
export async function withTemporal<T>(command: (temporal: Temporal) => Promise<T>): Promise<T> {
  const client = await connectClient(readTemporalConfig());
  try {
    return await command({ client, runs: createHireRuns(client) });
  } finally {
    await client.connection.close();
  }
}
