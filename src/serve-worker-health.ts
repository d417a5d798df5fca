import type { Logger } from 'pino';
import { ConfigurationError } from './configuration-error.js';
import { startHealthServer, type HealthServer } from './worker-health/health-server.js';
import type { WorkerHealth } from './worker-health/worker-health.js';

/**
 * Serves what is known of the worker of this process, from before it can reach Temporal.
 *
 * @throws ConfigurationError if the address cannot be had
 */
export async function serveWorkerHealth(
  healthAddress: string,
  health: WorkerHealth,
  logger: Logger,
): Promise<HealthServer> {
  try {
    const server = await startHealthServer(healthAddress, health);
    logger.info({ url: server.url }, 'The worker tells of its health');
    return server;
  } catch (error) {
    throw new ConfigurationError(
      `HEALTH_ADDRESS ${healthAddress} cannot be used: ${(error as Error).message}`,
    );
  }
}
