// By its files: the package itself loads the whole worker, which a gateway has no use for.
import { Runtime } from '@temporalio/worker/lib/runtime.js';
import { makeTelemetryFilterString } from '@temporalio/worker/lib/runtime-options.js';
import type { Logger } from 'pino';
import { ConfigurationError } from '../configuration/configuration-error.js';
import { toTemporalLogger } from './logger.js';
import { metricBuckets } from './metric-buckets.js';

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
        metrics: {
          prometheus: { bindAddress: metricsAddress, histogramBucketOverrides: metricBuckets },
        },
      },
    });
  } catch (error) {
    throw new ConfigurationError(
      `METRICS_ADDRESS ${metricsAddress} cannot be used: ${(error as Error).message}`,
    );
  }
}
