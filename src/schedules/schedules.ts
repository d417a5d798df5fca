import type { Client } from '@temporalio/client';
import type { Logger } from 'pino';
import type { SurgeLimits } from '../contract/surge.js';
import { ensureDriftSchedule } from './drift-schedule.js';
import { ensureGroupASweepSchedule } from './group-a-sweep-schedule.js';
import {
  ensureReconciliationSchedule,
  type ReconciliationConfig,
} from './reconciliation-schedule.js';
import { ensureSurgeSchedule } from './surge-schedule.js';

export interface SchedulesConfig extends ReconciliationConfig {
  /** The hour, UTC, of the daily sweep. */
  groupASweep: { hour: number };
  /** The hour, UTC, of the daily check of the setup. */
  drift: { hour: number };
  /** Absent: nothing is watched. */
  surge?: SurgeLimits | undefined;
}

/** Has Temporal start all that happens by the clock. Repeatable; throws at the first Schedule that Temporal does not take. */
export async function ensureSchedules(
  client: Client,
  config: SchedulesConfig,
  logger: Logger,
): Promise<void> {
  await ensureReconciliationSchedule(client, config, logger);
  await ensureGroupASweepSchedule(client, config.groupASweep, logger);
  await ensureDriftSchedule(client, config.drift, logger);
  await ensureSurgeSchedule(client, config.surge, logger);
}
