import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { reactionEventTypes, routedEventTypes } from '../../src/dispatch/routes.js';
import { freePort } from '../../src/temporal-server/free-port.js';
import { startOktaOrg, type OktaOrg } from '../end-to-end/support/okta-org.js';
import { isReady, productCommand } from '../end-to-end/support/product-command.js';
import {
  startProcess,
  type Command,
  type RunningProcess,
} from '../end-to-end/support/running-process.js';
import {
  devServerCommand,
  temporalCli,
  temporalServes,
} from '../end-to-end/support/temporal-by-hand.js';
import { startAuditDatabase, type AuditDatabase } from './audit-database.js';
import type { ChaosOptions } from './chaos-options.js';
import type { ProcessName } from './facts.js';
import { supervise, type SupervisedProcess } from './supervise.js';
import { startTicketSystem, type ChaosTickets } from './ticket-system.js';

export interface World {
  okta: OktaOrg;
  /** Ours, to watch Temporal with. */
  client: Client;
  processes: Record<ProcessName, SupervisedProcess>;
  /** Where what is done is recorded, and where tickets are made; absent without reactions. */
  beside?: { audit: AuditDatabase; tickets: ChaosTickets } | undefined;
  stop(): Promise<void>;
}

/** Short, so that what hooks have lost does not make the run long. */
const reconciliationSeconds = 5;
const reactionWindowSeconds = 20;

/** Starts an org that calls a gateway, a worker, and a Temporal server on a database file in the directory: each a process of its own. */
export async function startWorld(
  directory: string,
  { seed, sabotage, reactions, hires }: ChaosOptions,
): Promise<World> {
  const oktaProcesses: RunningProcess[] = [];
  const okta = await startOktaOrg(
    (command) => {
      const process = startProcess(command);
      oktaProcesses.push(process);
      return process;
    },
    { OKTA_EMULATOR_FAULT_SEED: String(seed) },
  );

  const beside = reactions
    ? { audit: await startAuditDatabase(), tickets: await startTicketSystem(hires) }
    : undefined;

  const port = await freePort();
  const address = `127.0.0.1:${port}`;
  const databaseFile = path.join(directory, 'temporal.db');
  const temporal = await supervise(
    'temporal',
    devServerCommand({ cli: await temporalCli(), port, databaseFile }),
    temporalServes,
  );

  const shared = {
    TEMPORAL_ADDRESS: address,
    PREENROLL_CONFIG: await writeConfiguration(directory, okta, beside),
  };
  const secret = randomBytes(32).toString('hex');
  const gatewayPort = await freePort();
  const gateway = await supervise(
    'gateway',
    productCommand('gateway', {
      ...shared,
      ...{ PORT: String(gatewayPort), OKTA_EVENT_HOOK_SECRET: secret },
    }),
    isReady.gateway,
  );
  const url = isReady.gateway.exec(gateway.output())?.[1] ?? '';
  await okta.admin.registerEventHook({
    ...{ url, secret },
    eventTypes: [...routedEventTypes, ...(beside ? reactionEventTypes : [])],
  });
  const worker = await supervise(
    'worker',
    workerCommand(
      {
        ...{ ...shared, ...okta.environment },
        ...(beside && {
          DATABASE_URL: beside.audit.url,
          TICKET_WEBHOOK_SECRET: beside.tickets.secret,
        }),
      },
      sabotage,
    ),
    isReady.worker,
  );

  const connection = Connection.lazy({ address });
  const processes = { gateway, worker, temporal };
  return {
    ...{ okta, processes, beside },
    client: new Client({ connection }),
    async stop() {
      await connection.close();
      for (const process of [gateway, worker, temporal]) await process.stop();
      for (const process of oktaProcesses) await process.end('SIGKILL');
      await beside?.tickets.close();
      await beside?.audit.stop();
    },
  };
}

function workerCommand(
  environment: Record<string, string>,
  sabotage: ChaosOptions['sabotage'],
): Command {
  if (sabotage === undefined) return productCommand('worker', environment);
  const program = ['--import', 'tsx', path.join(import.meta.dirname, 'sabotaged-worker.ts')];
  return productCommand('worker', { ...environment, CHAOS_SABOTAGE: sabotage }, program);
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
