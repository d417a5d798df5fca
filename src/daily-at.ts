import type { CalendarSpecDescription } from '@temporalio/client';

/** Every day at a full hour UTC: written out as Temporal gives it back, so that it can be compared. */
export function dailyAt(hour: number): CalendarSpecDescription {
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
