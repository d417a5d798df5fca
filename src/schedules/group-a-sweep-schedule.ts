import type { Client } from '@temporalio/client';
import type { Logger } from 'pino';
import { sweepScheduleId, type SweepGroupA } from '../contract/group-a-sweep.js';
import { ensureDailySchedule } from './ensure-daily-schedule.js';

/** Has Temporal start `sweepGroupA` every day, at a full hour UTC; a sweep that waits for a person is the one that is needed. See {@link ensureDailySchedule}. */
export function ensureGroupASweepSchedule(
  client: Client,
  { hour }: { hour: number },
  logger: Logger,
): Promise<void> {
  return ensureDailySchedule<SweepGroupA>(
    client,
    {
      ...{ scheduleId: sweepScheduleId, workflowType: 'sweepGroupA', hour, args: [{}] },
      staticSummary: 'Finds who sits in Group A for too long, and starts who was lost',
    },
    logger,
  );
}
