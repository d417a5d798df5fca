import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { Command } from 'commander';
import {
  readEmbeddedConfig,
  readGatewayConfig,
  readTemporalConfig,
  readWorkerConfig,
} from '../config.js';
import { embedTemporal } from '../embedded-temporal.js';
import { startGateway } from '../gateway.js';
import { createLogger } from '../logger.js';
import { runUntilSignal } from '../run-until-signal.js';
import { installRuntime } from '../temporal.js';

export function upCommand(): Command {
  return new Command('up')
    .description(
      'the product on one machine: gateway and worker, and a Temporal server if none is named',
    )
    .addHelpText(
      'after',
      `
Without TEMPORAL_ADDRESS (or a Temporal profile) it brings its own Temporal server, with the UI on
http://127.0.0.1:8233 and its data in $XDG_STATE_HOME/preenroll (~/.local/state/preenroll).`,
    )
    .action(up);
}

async function up(): Promise<void> {
  const gatewayConfig = readGatewayConfig();
  const workerConfig = readWorkerConfig();
  const given = readTemporalConfig();
  const logger = createLogger(gatewayConfig.logLevel);
  const { metricMeter: meter } = installRuntime(logger, gatewayConfig.metricsAddress);

  const { startWorker } = await import('../worker.js');
  const embedded = given.isAddressGiven ? undefined : await embedOnDisk();
  const temporal = embedded?.temporal ?? given;
  const gateway = await startGateway(gatewayConfig, temporal, { logger, meter });
  const worker = await startWorker(workerConfig, temporal, logger);
  say(`preenroll is up: Okta's event hook goes to ${gateway.url}`);
  await runUntilSignal([gateway, worker, ...(embedded ? [embedded] : [])], logger);
}

async function embedOnDisk() {
  const { stateDirectory, ...find } = readEmbeddedConfig();
  await mkdir(stateDirectory, { recursive: true, mode: 0o700 });
  const databaseFile = path.join(stateDirectory, 'temporal.db');
  const embedded = await embedTemporal(find, { port: 7233, uiPort: 8233, databaseFile }, say);
  say(
    `Embedded: a Temporal server on one machine, its data in ${databaseFile}, its UI on ${embedded.uiUrl ?? ''}.`,
  );
  say(
    'Move to a Temporal cluster (set TEMPORAL_ADDRESS) when this machine may not be the only one, or when you hire more than a few thousand a month.',
  );
  return embedded;
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
