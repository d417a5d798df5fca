import { Client, Connection, type WorkflowClientInterceptor } from '@temporalio/client';
import type { Logger } from 'pino';
import { searchAttributes } from '../contract/search-attributes.js';
import { retryUntilDeadline } from '../dispatch/retry-until-deadline.js';
import { keepTrying } from './keep-trying.js';
import { createDataConverter } from '../payload-codec/create-data-converter.js';
import { ensureSearchAttributes } from '../temporal-server/ensure-search-attributes.js';
import { remedyFor } from './remedy-for.js';
import { TemporalServerError } from '../temporal-server/temporal-server-error.js';
import type { TemporalConfig } from '../configuration/temporal-config.js';

/** A client that connects with its first call, so that a process can start and answer for itself while Temporal is away. */
export function createClient(
  { connectionOptions, namespace, encryption }: TemporalConfig,
  interceptors: readonly WorkflowClientInterceptor[] = [],
): Client {
  const connection = Connection.lazy({ ...connectionOptions, interceptors: [retryUntilDeadline] });
  return new Client({
    ...{ connection, namespace, dataConverter: createDataConverter(encryption) },
    interceptors: { workflow: [...interceptors] },
  });
}

/**
 * A client whose server has answered.
 *
 * @throws TemporalServerError if it does not within five seconds
 */
export async function connectClient(config: TemporalConfig): Promise<Client> {
  const client = createClient(config);
  try {
    await client.withDeadline(Date.now() + 5_000, () => client.workflowService.getSystemInfo({}));
    return client;
  } catch (error) {
    await client.connection.close();
    const { address } = config.connectionOptions;
    const { message } = error as Error;
    throw new TemporalServerError(
      `Temporal at ${address} cannot be reached: ${message}\n${remedyFor(message) ?? 'Start it, or name another one in TEMPORAL_ADDRESS.'}`,
    );
  }
}

/**
 * Registers what the workflows store in search attributes: a workflow task that sets an unknown one is refused for ever. Tries until
 * Temporal can be reached, or until it is stopped.
 */
export async function registerSearchAttributes(
  client: Client,
  logger: Logger,
  stopped?: AbortSignal,
): Promise<void> {
  const { connection, options } = client;
  await keepTrying(
    client,
    () => ensureSearchAttributes(connection, options.namespace, searchAttributes),
    {
      ...{ logger, notYet: 'Search attributes are not registered yet' },
      ...(stopped && { stopped }),
    },
  );
}
