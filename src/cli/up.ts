import path from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { readGatewayConfig, readWorkerConfig } from '../configuration/config.js';
import type { EmbeddedAuditStore } from '../embedded-audit-store.js';
import { embedTemporal } from '../embedded-temporal.js';
import { joinProbes } from '../health/probes.js';
import { startGateway } from '../gateway.js';
import { warnOfApiToken } from '../log-authorization.js';
import { createLogger } from '../process/logger.js';
import { makeDirectory } from '../process/make-directory.js';
import { runUntilSignal } from '../process/run-until-signal.js';
import { installRuntime } from '../process/runtime.js';
import { serveHealth } from '../process/serve-health.js';
import { startTracing, tracingPart } from '../process/start-tracing.js';
import { readEmbeddedConfig, readTemporalConfig } from '../configuration/temporal-config.js';
import { createWorkerHealth } from '../worker-health/worker-health.js';
import { workerProbes } from '../worker-health/worker-probes.js';
import { say } from './say.js';

interface UpOptions {
  temporalPort: number;
}

export function upCommand(): Command {
  return new Command('up')
    .description(
      'the product on one machine: gateway and worker, and a Temporal server if none is named',
    )
    .option(
      '--temporal-port <number>',
      'where its own Temporal server listens; the UI is on the port 1000 above',
      readPort,
      7233,
    )
    .addHelpText(
      'after',
      `
Without TEMPORAL_ADDRESS (or a Temporal profile) it brings its own Temporal server, with the UI on
http://127.0.0.1:8233 and its data in $XDG_STATE_HOME/preenroll (~/.local/state/preenroll). Without DATABASE_URL
it brings its own audit store, with its data beside it.`,
    )
    .action(up);
}

async function up({ temporalPort }: UpOptions): Promise<void> {
  const gatewayConfig = readGatewayConfig();
  const workerConfig = readWorkerConfig();
  const given = readTemporalConfig();
  const logger = createLogger(gatewayConfig.logLevel);
  warnOfApiToken(workerConfig.okta.credential, logger);
  const { metricMeter: meter } = installRuntime(logger, gatewayConfig.metricsAddress);

  const { startWorker } = await import('../worker/worker.js');
  const embedded = given.isAddressGiven ? undefined : await embedOnDisk(temporalPort);
  const temporal = { ...given, ...embedded?.temporal };
  const store = workerConfig.audit.databaseUrl === undefined ? await embedStore() : undefined;
  const audit = { ...workerConfig.audit, ...(store && { databaseUrl: store.databaseUrl }) };
  const tracing = await startTracing(gatewayConfig.tracing, 'preenroll', logger);
  const gateway = await startGateway(gatewayConfig, temporal, { logger, meter, tracing });
  const health = createWorkerHealth();
  const probes = joinProbes(gateway.probes, workerProbes(health));
  const healthServer = await serveHealth(workerConfig.healthAddress, probes, {
    ...{ who: 'process', logger },
  });
  const worker = await startWorker({ ...workerConfig, audit }, temporal, logger, {
    health,
    tracing,
  });
  say(`preenroll is up: Okta's event hook goes to ${gateway.url}`);
  const others = [healthServer, store, embedded].filter((part) => part !== undefined);
  await runUntilSignal([gateway, worker, ...tracingPart(tracing), ...others], logger);
}

async function embedStore(): Promise<EmbeddedAuditStore> {
  const { embedAuditStore } = await import('../embedded-audit-store.js');
  const { stateDirectory, cacheDirectory } = readEmbeddedConfig();
  await makeDirectory(stateDirectory, 'XDG_STATE_HOME');
  await makeDirectory(cacheDirectory, 'XDG_CACHE_HOME');
  const store = await embedAuditStore(path.join(stateDirectory, 'audit'), cacheDirectory);
  say(`Embedded: the audit store. For \`preenroll audit\`: DATABASE_URL='${store.databaseUrl}'`);
  return store;
}

async function embedOnDisk(port: number) {
  const { stateDirectory, ...find } = readEmbeddedConfig();
  await makeDirectory(stateDirectory, 'XDG_STATE_HOME');
  const databaseFile = path.join(stateDirectory, 'temporal.db');
  // As `temporal server start-dev` does by itself.
  const uiPort = port + 1_000;
  const embedded = await embedTemporal(find, { port, uiPort, databaseFile }, say);
  say(
    `Embedded: a Temporal server on one machine, its data in ${databaseFile}, its UI on ${embedded.uiUrl ?? ''}.`,
  );
  say(
    'Move to a Temporal cluster (set TEMPORAL_ADDRESS) when this machine may not be the only one, or when you hire more than a few thousand a month.',
  );
  return embedded;
}

function readPort(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 64_535) {
    throw new InvalidArgumentError('It must be between 1 and 64535.');
  }
  return port;
}
