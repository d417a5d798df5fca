import { Command } from 'commander';
import { readWorkerConfig } from '../configuration/config.js';
import { ConfigurationError } from '../configuration/configuration-error.js';
import { warnOfApiToken } from '../log-authorization.js';
import { createLogger } from '../process/logger.js';
import { runUntilSignal } from '../process/run-until-signal.js';
import { installRuntime } from '../process/runtime.js';
import { serveHealth } from '../process/serve-health.js';
import { startTracing, tracingPart } from '../process/start-tracing.js';
import { readTemporalConfig } from '../configuration/temporal-config.js';
import { createWorkerHealth } from '../worker-health/worker-health.js';
import { workerProbes } from '../worker-health/worker-probes.js';

export function workerCommand(): Command {
  return new Command('worker')
    .description('run the workflows and what they do in Okta and by mail')
    .action(async () => {
      const config = readWorkerConfig();
      if (config.audit.databaseUrl === undefined) {
        throw new ConfigurationError(
          'DATABASE_URL is not set: name the PostgreSQL database of the audit store (postgresql://…), or say DATABASE_URL=none to run without one.',
        );
      }
      const logger = createLogger(config.logLevel);
      warnOfApiToken(config.okta.credential, logger);
      installRuntime(logger, config.metricsAddress);
      const health = createWorkerHealth();
      const healthServer = await serveHealth(config.healthAddress, workerProbes(health), {
        ...{ who: 'worker', logger },
      });
      // The Okta SDK takes a second to load: only processes that need it pay.
      const { startWorker } = await import('../worker/worker.js');
      const tracing = await startTracing(config.tracing, 'preenroll-worker', logger);
      const worker = await startWorker(config, readTemporalConfig(), logger, { health, tracing });
      await runUntilSignal([worker, healthServer, ...tracingPart(tracing)], logger);
    });
}
