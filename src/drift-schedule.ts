import {
  ScheduleOverlapPolicy,
  type Client,
  type ScheduleOptionsStartWorkflowAction,
} from '@temporalio/client';
import type { Logger } from 'pino';
import { driftScheduleId, type CheckDrift } from './contract/drift.js';
import { taskQueue } from './contract/task-queues.js';
import { dailyAt } from './daily-at.js';
import { ensureSchedule } from './ensure-schedule.js';

/** Has Temporal start `checkDrift` every day, at a full hour UTC. See {@link ensureSchedule}. */
export async function ensureDriftSchedule(
  client: Client,
  { hour }: { hour: number },
  logger: Logger,
): Promise<void> {
  await ensureSchedule(
    client,
    {
      scheduleId: driftScheduleId,
      spec: { calendars: [dailyAt(hour)] },
      action: {
        type: 'startWorkflow',
        workflowType: 'checkDrift',
        workflowId: driftScheduleId,
        taskQueue,
        args: [],
        staticSummary: 'Makes the checks of `preenroll doctor`, and says what has changed',
      } satisfies ScheduleOptionsStartWorkflowAction<CheckDrift>,
      policies: {
        overlap: ScheduleOverlapPolicy.SKIP,
        // After an outage of Temporal's the run of the day is made up for.
        catchupWindow: 20 * 60 * 60_000,
      },
    },
    logger,
  );
}
