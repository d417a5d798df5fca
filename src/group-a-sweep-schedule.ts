import {
  ScheduleOverlapPolicy,
  type Client,
  type ScheduleOptionsStartWorkflowAction,
} from '@temporalio/client';
import type { Logger } from 'pino';
import { sweepScheduleId, type SweepGroupA } from './contract/group-a-sweep.js';
import { taskQueue } from './contract/task-queues.js';
import { dailyAt } from './daily-at.js';
import { ensureSchedule } from './ensure-schedule.js';

/** Has Temporal start `sweepGroupA` every day, at a full hour UTC. See {@link ensureSchedule}. */
export async function ensureGroupASweepSchedule(
  client: Client,
  { hour }: { hour: number },
  logger: Logger,
): Promise<void> {
  await ensureSchedule(
    client,
    {
      scheduleId: sweepScheduleId,
      spec: { calendars: [dailyAt(hour)] },
      action: {
        type: 'startWorkflow',
        workflowType: 'sweepGroupA',
        workflowId: sweepScheduleId,
        taskQueue,
        args: [{}],
        staticSummary: 'Finds who sits in Group A for too long, and starts who was lost',
      } satisfies ScheduleOptionsStartWorkflowAction<SweepGroupA>,
      policies: {
        // A sweep that waits for a person is the one that is needed.
        overlap: ScheduleOverlapPolicy.SKIP,
        // After an outage of Temporal's the sweep of the day is made up for.
        catchupWindow: 20 * 60 * 60_000,
      },
    },
    logger,
  );
}
