import { ScheduleNotFoundError, type Client } from '@temporalio/client';
import pino from 'pino';
import { driftScheduleId } from './contract/drift.js';
import { sweepScheduleId } from './contract/group-a-sweep.js';
import { reconciliationScheduleId } from './contract/reconciliation.js';
import { surgeScheduleId } from './contract/surge.js';
import { searchAttributes } from './contract/search-attributes.js';
import { removeSchedule } from './schedules/ensure-schedule.js';
import { ensureSchedules, type SchedulesConfig } from './schedules/schedules.js';
import { LocalFailure, type LocalPart } from './setup/local-part.js';
import {
  ensureSearchAttributes,
  missingSearchAttributes,
} from './temporal-server/ensure-search-attributes.js';
import { TemporalServerError } from './temporal-server/temporal-server-error.js';
import { connectClient } from './temporal/client.js';
import type { TemporalConfig } from './configuration/temporal-config.js';

const silent = pino({ level: 'silent' });
/** That of the surge breaker is there only where limits are configured. */
const always = [reconciliationScheduleId, sweepScheduleId, driftScheduleId];
const all = [...always, surgeScheduleId];

/** What the setup sees to in Temporal, and gateway and worker would by themselves: so that a cluster refuses it now, and not then. */
export function temporalParts(temporal: TemporalConfig, schedules: SchedulesConfig): LocalPart[] {
  const { namespace } = temporal;
  const where = `Temporal, namespace ${namespace}`;
  const inTemporal = <T>(ask: (client: Client) => Promise<T>) => withClient(temporal, ask);
  return [
    {
      ...{ key: 'search-attributes', when: 'last', title: 'Register the search attributes' },
      byHand: { where, values: searchAttributes.map(({ name, type }) => `${name}: ${type}`) },
      plan: () =>
        inTemporal(async ({ connection }) => {
          const missing = await missingSearchAttributes(connection, namespace, searchAttributes);
          if (missing.length === 0) return undefined;
          return { is: [], willBe: missing, undo: 'they stay: other namespaces may share them' };
        }),
      apply: () =>
        inTemporal(async ({ connection }) => {
          await ensureSearchAttributes(connection, namespace, searchAttributes);
          return [];
        }),
    },
    {
      ...{ key: 'schedules', when: 'last', title: 'Create the Schedules' },
      byHand: { where, values: ['a worker creates them when it starts'] },
      plan: () =>
        inTemporal(async (client) => {
          const missing = await missingOf(client, always);
          if (missing.length === 0) return undefined;
          return { is: [], willBe: missing, undo: 'they are deleted; a worker creates them again' };
        }),
      apply: () =>
        inTemporal(async (client) => {
          const before = await missingOf(client, all);
          await ensureSchedules(client, schedules, silent);
          const after = await missingOf(client, all);
          return before.filter((id) => !after.includes(id));
        }),
      remove: ({ made, isDryRun }) =>
        inTemporal(async (client) => {
          const missing = await missingOf(client, made);
          const there = made.filter((id) => !missing.includes(id));
          if (there.length === 0) return undefined;
          if (!isDryRun) for (const id of there) await removeSchedule(client, id, silent);
          return { title: `Delete the Schedules ${there.join(', ')}` };
        }),
    },
  ];
}

async function missingOf(client: Client, ids: readonly string[]): Promise<string[]> {
  const missing: string[] = [];
  for (const id of ids) {
    try {
      await client.schedule.getHandle(id).describe();
    } catch (error) {
      if (!(error instanceof ScheduleNotFoundError)) throw error;
      missing.push(id);
    }
  }
  return missing;
}

/** @throws LocalFailure if the server is away, or refuses */
async function withClient<T>(
  temporal: TemporalConfig,
  ask: (client: Client) => Promise<T>,
): Promise<T> {
  let client: Client | undefined;
  try {
    client = await connectClient(temporal);
    return await ask(client);
  } catch (error) {
    if (error instanceof TemporalServerError) throw new LocalFailure(error.message);
    throw error;
  } finally {
    await client?.connection.close();
  }
}
