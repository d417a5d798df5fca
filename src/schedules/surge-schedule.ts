import {
  ScheduleOverlapPolicy,
  type Client,
  type ScheduleOptionsStartWorkflowAction,
} from '@temporalio/client';
import type { Logger } from 'pino';
import { surgeScheduleId, type SurgeLimits, type WatchForSurge } from '../contract/surge.js';
import { taskQueue } from '../contract/task-queues.js';
import { ensureSchedule, removeSchedule } from './ensure-schedule.js';

const everyMinute = 60_000;

/** Has Temporal start `watchForSurge` every minute; without limits there is nothing to watch, and the Schedule is deleted. See {@link ensureSchedule}. */
export async function ensureSurgeSchedule(
  client: Client,
  limits: SurgeLimits | undefined,
  logger: Logger,
): Promise<void> {
  if (limits === undefined) return removeSchedule(client, surgeScheduleId, logger);
  await ensureSchedule(
    client,
    {
      scheduleId: surgeScheduleId,
      spec: { intervals: [{ every: everyMinute }] },
      action: {
        type: 'startWorkflow',
        workflowType: 'watchForSurge',
        workflowId: surgeScheduleId,
        taskQueue,
        args: [{ limits }],
        staticSummary: 'Looks whether so much happens that everything must be frozen',
      } satisfies ScheduleOptionsStartWorkflowAction<WatchForSurge>,
      policies: {
        overlap: ScheduleOverlapPolicy.SKIP,
        // A look tells about now: none is made up for.
        catchupWindow: everyMinute,
      },
    },
    logger,
  );
}
