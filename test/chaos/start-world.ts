import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { reactionEventTypes, routedEventTypes } from '../../src/dispatch/routes.js';
import { startOktaOrg, type OktaOrg } from '../end-to-end/support/okta-org.js';
import { startProcess } from '../end-to-end/support/running-process.js';
import { startAuditDatabase, type AuditDatabase } from './audit-database.js';
import type { ChaosOptions } from './chaos-options.js';
import type { Deployment, Place } from './deployment.js';
import { startGateways, startWorkers } from './start-product.js';
import type { SupervisedProcess } from './supervise.js';
import { startTicketSystem, type ChaosTickets } from './ticket-system.js';

export interface World {
  okta: OktaOrg;
  /** Ours, to watch Temporal with. */
  client: Client;
  processes: readonly SupervisedProcess[];
  /** Where what is done is recorded, and where tickets are made; absent without reactions. */
  beside?: { audit: AuditDatabase; tickets: ChaosTickets } | undefined;
}

/** Short, so that what hooks have lost does not make the run long. */
const reconciliationSeconds = 5;
const reactionWindowSeconds = 20;

/** Starts an org that calls gateways, workers, and a Temporal: each a process of its own, or several. What is started, the clean-up ends. */
export async function startWorld(
  place: Place,
  { gateways, workers, ...deployment }: Deployment,
  { seed, sabotage, reactions, hires }: ChaosOptions,
): Promise<World> {
  const { directory, cleanUp } = place;
  const okta = await startOktaOrg(
    (command) => {
      const process = startProcess(command);
      cleanUp.later(() => process.end('SIGKILL'));
      return process;
    },
    { OKTA_EMULATOR_FAULT_SEED: String(seed) },
  );
  const beside = reactions ? await startBeside(place, hires) : undefined;
  const temporal = await deployment.startTemporal(place);

  const shared = {
    TEMPORAL_ADDRESS: temporal.address,
    PREENROLL_CONFIG: await writeConfiguration(directory, okta, beside),
  };
  const secret = randomBytes(32).toString('hex');
  const door = await startGateways(cleanUp, gateways, {
    ...shared,
    OKTA_EVENT_HOOK_SECRET: secret,
  });
  await okta.admin.registerEventHook({
    ...{ url: door.url, secret },
    eventTypes: [...routedEventTypes, ...(beside ? reactionEventTypes : [])],
  });
  const workerProcesses = await startWorkers(
    cleanUp,
    workers,
    {
      ...{ ...shared, ...okta.environment },
      ...(beside && {
        DATABASE_URL: beside.audit.url,
        TICKET_WEBHOOK_SECRET: beside.tickets.secret,
      }),
    },
    sabotage,
  );

  const connection = Connection.lazy({ address: temporal.address });
  cleanUp.later(() => connection.close());
  return {
    ...{ okta, beside },
    processes: [...door.processes, ...workerProcesses, ...temporal.processes],
    client: new Client({ connection }),
  };
}

async function startBeside(
  { directory, cleanUp }: Place,
  hires: number,
): Promise<NonNullable<World['beside']>> {
  const audit = await startAuditDatabase(directory);
  cleanUp.later(() => audit.stop());
  const tickets = await startTicketSystem(hires);
  cleanUp.later(() => tickets.close());
  return { audit, tickets };
}

async function writeConfiguration(
  directory: string,
  { groups }: OktaOrg,
  beside: World['beside'],
): Promise<string> {
  const file = path.join(directory, 'preenroll.yaml');
  const reconciliation = {
    intervalSeconds: reconciliationSeconds,
    startAt: new Date().toISOString(),
  };
  // Every JSON text is YAML.
  const reactions = beside && {
    ...{ window: `${reactionWindowSeconds} seconds`, patience: '10 minutes' },
    privileged: { groups: [groups.B] },
    storm: { more: 1_000_000, within: '1 hour' },
    tickets: { system: 'webhook', url: beside.tickets.url },
    notify: { person: true },
    allowHosts: ['127.0.0.1'],
  };
  await writeFile(file, JSON.stringify({ reconciliation, ...(reactions && { reactions }) }));
  return file;
}
