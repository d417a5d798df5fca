import { Command } from 'commander';
import { readGatewayConfig } from '../configuration/config.js';
import { startGateway } from '../gateway.js';
import { createLogger } from '../process/logger.js';
import { runUntilSignal } from '../process/run-until-signal.js';
import { installRuntime } from '../process/runtime.js';
import { serveHealth } from '../process/serve-health.js';
import { startTracing, tracingPart } from '../process/start-tracing.js';
import { readTemporalConfig } from '../configuration/temporal-config.js';

export function gatewayCommand(): Command {
  return new Command('gateway')
    .description("answer Okta's event hook: a delivery becomes durable in Temporal, or gets a 503")
    .action(async () => {
      const config = readGatewayConfig();
      const logger = createLogger(config.logLevel);
      const runtime = installRuntime(logger, config.metricsAddress);
      const tracing = await startTracing(config.tracing, 'preenroll-gateway', logger);
      const gateway = await startGateway(config, readTemporalConfig(), {
        logger,
        meter: runtime.metricMeter,
        tracing,
      });
      const health = await serveHealth(config.healthAddress, gateway.probes, {
        ...{ who: 'gateway', logger },
      });
      // A worker ends the runtime with itself; a process without one has to.
      const metrics = { name: 'metrics', close: () => runtime.shutdown() };
      await runUntilSignal([gateway, health, ...tracingPart(tracing), metrics], logger);
    });
}
