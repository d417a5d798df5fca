import {
  ScheduleOverlapPolicy,
  type CalendarSpecDescription,
  type Client,
} from '@temporalio/client';
import type { Workflow } from '@temporalio/common';
import type { Logger } from 'pino';
import { taskQueue } from '../contract/task-queues.js';
import { ensureSchedule } from './ensure-schedule.js';

interface DailySchedule<W extends Workflow> {
  /** Its runs have it too. */
  scheduleId: string;
  workflowType: string;
  args: Parameters<W>;
  staticSummary: string;
  /** Of the day, UTC. */
  hour: number;
}

/** Has Temporal start the workflow every day, at a full hour UTC: one at a time, and made up for after an outage of Temporal's within the day. See {@link ensureSchedule}. */
export async function ensureDailySchedule<W extends Workflow>(
  client: Client,
  { scheduleId, hour, ...started }: DailySchedule<W>,
  logger: Logger,
): Promise<void> {
  const action = { ...started, type: 'startWorkflow', workflowId: scheduleId, taskQueue } as const;
  await ensureSchedule(
    client,
    {
      ...{ scheduleId, action },
      spec: { calendars: [dailyAt(hour)] },
      policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: 20 * 60 * 60_000 },
    },
    logger,
  );
}

/** Every day at a full hour UTC: written out as Temporal gives it back, so that it can be compared. */
function dailyAt(hour: number): CalendarSpecDescription {
  const only = (value: number) => [{ start: value, end: value, step: 1 }];
  return {
    ...{ second: only(0), minute: only(0), hour: only(hour) },
    dayOfMonth: [{ start: 1, end: 31, step: 1 }],
    month: [{ start: 'JANUARY', end: 'DECEMBER', step: 1 }],
    year: [],
    dayOfWeek: [{ start: 'SUNDAY', end: 'SATURDAY', step: 1 }],
    comment: '',
  };
}
