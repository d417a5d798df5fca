import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { makeTelemetryFilterString, NativeConnection, Runtime } from '@temporalio/worker';
import type { Logger } from 'pino';
import { ConfigurationError, type TemporalConfig } from './config.js';
import { searchAttributes } from './contract/search-attributes.js';
import { retryUntilDeadline } from './dispatch/retry-until-deadline.js';
import { keepTrying } from './keep-trying.js';
import { toTemporalLogger } from './logger.js';
import { ensureSearchAttributes } from './temporal-server/ensure-search-attributes.js';
import { TemporalServerError } from './temporal-server/temporal-server-error.js';

/**
 * Sets up what Temporal's SDK has once per process: its log and the Prometheus endpoint. Call it before anything else of
 * the SDK's worker package; a second call throws.
 *
 * @throws ConfigurationError if the metrics address cannot be had
 */
export function installRuntime(logger: Logger, metricsAddress: string): Runtime {
  try {
    return Runtime.install({
      logger: toTemporalLogger(logger),
      // Processes end their parts in an order of their own: the gateway stops taking before the worker stops doing.
      shutdownSignals: [],
      telemetryOptions: {
        logging: {
          forward: {},
          filter: makeTelemetryFilterString({ core: 'WARN', other: 'ERROR' }),
        },
        metrics: { prometheus: { bindAddress: metricsAddress } },
      },
    });
  } catch (error) {
    throw new ConfigurationError(
      `METRICS_ADDRESS ${metricsAddress} cannot be used: ${(error as Error).message}`,
    );
  }
}

/** A client that connects with its first call, so that a process can start and answer for itself while Temporal is away. */
export function createClient({ connectionOptions, namespace }: TemporalConfig): Client {
  const connection = Connection.lazy({ ...connectionOptions, interceptors: [retryUntilDeadline] });
  return new Client({ connection, namespace });
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
    throw new TemporalServerError(
      `Temporal at ${address} cannot be reached: ${(error as Error).message}\nStart it, or name another one in TEMPORAL_ADDRESS.`,
    );
  }
}

/** The worker's connection. Waits for the server as long as it takes: a worker without one has nothing else to do. */
export async function connectWorker(
  { connectionOptions }: TemporalConfig,
  logger: Logger,
): Promise<NativeConnection> {
  for (;;) {
    try {
      return await NativeConnection.connect(connectionOptions);
    } catch (error) {
      const { address } = connectionOptions;
      logger.warn({ address, error: (error as Error).message }, 'Temporal cannot be reached yet');
      await sleep(2_000);
    }
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
