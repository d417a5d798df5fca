import { setTimeout as sleep } from 'node:timers/promises';
import { NativeConnection } from '@temporalio/worker';
import type { Logger } from 'pino';
import { remedyFor } from '../temporal/remedy-for.js';
import type { TemporalConfig } from '../configuration/temporal-config.js';

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
      const { message } = error as Error;
      logger.warn(
        { address, error: message, remedy: remedyFor(message) },
        'Temporal cannot be reached yet',
      );
      await sleep(2_000);
    }
  }
}
