import type { Logger } from 'pino';
import { ConfigurationError } from '../configuration/configuration-error.js';
import { startHealthServer, type HealthServer } from '../health/health-server.js';
import type { Probes } from '../health/probes.js';

/**
 * Serves what is known of the process, at an address of its own: the gateway's is for Okta alone.
 *
 * @param who of the process, for the log
 * @throws ConfigurationError if the address cannot be had
 */
export async function serveHealth(
  healthAddress: string,
  probes: Probes,
  { who, logger }: { who: 'gateway' | 'worker' | 'process'; logger: Logger },
): Promise<HealthServer> {
  try {
    const server = await startHealthServer(healthAddress, probes);
    logger.info({ url: server.url }, `The ${who} tells of its health`);
    return server;
  } catch (error) {
    throw new ConfigurationError(
      `HEALTH_ADDRESS ${healthAddress} cannot be used: ${(error as Error).message}`,
    );
  }
}
