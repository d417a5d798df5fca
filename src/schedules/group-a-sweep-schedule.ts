import type { Client, ScheduleOptionsStartWorkflowAction } from '@temporalio/client';
import type { Logger } from 'pino';
import { sweepScheduleId, type SweepGroupA } from '../contract/group-a-sweep.js';
import { taskQueue } from '../contract/task-queues.js';
import { ensureDailySchedule } from './ensure-daily-schedule.js';

/** Has Temporal start `sweepGroupA` every day, at a full hour UTC; a sweep that waits for a person is the one that is needed. See {@link ensureDailySchedule}. */
export async function ensureGroupASweepSchedule(
  client: Client,
  { hour }: { hour: number },
  logger: Logger,
): Promise<void> {
  await ensureDailySchedule(
    client,
    {
      scheduleId: sweepScheduleId,
      hour,
      action: {
        type: 'startWorkflow',
        workflowType: 'sweepGroupA',
        workflowId: sweepScheduleId,
        taskQueue,
        args: [{}],
        staticSummary: 'Finds who sits in Group A for too long, and starts who was lost',
      } satisfies ScheduleOptionsStartWorkflowAction<SweepGroupA>,
    },
    logger,
  );
}
