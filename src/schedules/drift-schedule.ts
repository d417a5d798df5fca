import type { Client } from '@temporalio/client';
import type { Logger } from 'pino';
import { driftScheduleId, type CheckDrift } from '../contract/drift.js';
import { ensureDailySchedule } from './ensure-daily-schedule.js';

/** Has Temporal start `checkDrift` every day, at a full hour UTC. See {@link ensureDailySchedule}. */
export function ensureDriftSchedule(
  client: Client,
  { hour }: { hour: number },
  logger: Logger,
): Promise<void> {
  return ensureDailySchedule<CheckDrift>(
    client,
    {
      ...{ scheduleId: driftScheduleId, workflowType: 'checkDrift', hour, args: [] },
      staticSummary: 'Makes the checks of `preenroll doctor`, and says what has changed',
    },
    logger,
  );
}
