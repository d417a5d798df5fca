import type { Client, ScheduleOptionsStartWorkflowAction } from '@temporalio/client';
import type { Logger } from 'pino';
import { driftScheduleId, type CheckDrift } from '../contract/drift.js';
import { taskQueue } from '../contract/task-queues.js';
import { ensureDailySchedule } from './ensure-daily-schedule.js';

/** Has Temporal start `checkDrift` every day, at a full hour UTC. See {@link ensureDailySchedule}. */
export async function ensureDriftSchedule(
  client: Client,
  { hour }: { hour: number },
  logger: Logger,
): Promise<void> {
  await ensureDailySchedule(
    client,
    {
      scheduleId: driftScheduleId,
      hour,
      action: {
        type: 'startWorkflow',
        workflowType: 'checkDrift',
        workflowId: driftScheduleId,
        taskQueue,
        args: [],
        staticSummary: 'Makes the checks of `preenroll doctor`, and says what has changed',
      } satisfies ScheduleOptionsStartWorkflowAction<CheckDrift>,
    },
    logger,
  );
}
