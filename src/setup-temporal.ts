import { ScheduleNotFoundError, type Client } from '@temporalio/client';
import pino from 'pino';
import { sweepScheduleId } from './contract/group-a-sweep.js';
import { reconciliationScheduleId } from './contract/reconciliation.js';
import { searchAttributes } from './contract/search-attributes.js';
import { removeSchedule } from './ensure-schedule.js';
import { ensureSchedules, type SchedulesConfig } from './schedules.js';
import { LocalFailure, type LocalPart } from './setup/local-part.js';
import {
  ensureSearchAttributes,
  missingSearchAttributes,
} from './temporal-server/ensure-search-attributes.js';
import { TemporalServerError } from './temporal-server/temporal-server-error.js';
import { connectClient } from './temporal.js';
import type { TemporalConfig } from './temporal-config.js';

const silent = pino({ level: 'silent' });
/** Of which hires depend; the others are made with them. */
const scheduleIds = [reconciliationScheduleId, sweepScheduleId];

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
          const missing = await missingSchedules(client);
          if (missing.length === 0) return undefined;
          return { is: [], willBe: missing, undo: 'they are deleted; a worker creates them again' };
        }),
      apply: () =>
        inTemporal(async (client) => {
          const missing = await missingSchedules(client);
          await ensureSchedules(client, schedules, silent);
          return missing;
        }),
      remove: ({ made, isDryRun }) =>
        inTemporal(async (client) => {
          const missing = await missingSchedules(client);
          const there = made.filter((id) => !missing.includes(id));
          if (there.length === 0) return undefined;
          if (!isDryRun) for (const id of there) await removeSchedule(client, id, silent);
          return { title: `Delete the Schedules ${there.join(', ')}` };
        }),
    },
  ];
}

async function missingSchedules(client: Client): Promise<string[]> {
  const missing: string[] = [];
  for (const id of scheduleIds) {
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
