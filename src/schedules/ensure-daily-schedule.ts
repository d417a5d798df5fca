import {
  ScheduleOverlapPolicy,
  type CalendarSpecDescription,
  type Client,
} from '@temporalio/client';
import type { Logger } from 'pino';
import { ensureSchedule, type WantedSchedule } from './ensure-schedule.js';

/** Has Temporal start the workflow every day, at a full hour UTC: one at a time, and made up for after an outage of Temporal's within the day. See {@link ensureSchedule}. */
export async function ensureDailySchedule(
  client: Client,
  { hour, ...schedule }: Pick<WantedSchedule, 'scheduleId' | 'action'> & { hour: number },
  logger: Logger,
): Promise<void> {
  await ensureSchedule(
    client,
    {
      ...schedule,
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
