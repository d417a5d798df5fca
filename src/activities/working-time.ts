import { DateTime } from 'luxon';
import type { WorkingHours } from './enrollment-settings.js';

// A weekday comes again after a week; the second week is for hours that a change of the clocks has left out.
const daysLookedAt = 15;

/**
 * The first moment from `at` on that lies within the working hours of the zone: `at` itself, or the beginning of the hours on
 * the next working day. `to` is no longer within. A beginning that the clocks skip is taken, as in RFC 5545, with the offset
 * from before the change; of one that comes twice, the first that is not over. Hours without any working time move nothing.
 */
export function nextWorkingTime(at: Date, hours: WorkingHours, zone: string): Date {
  const local = DateTime.fromJSDate(at, { zone });
  if (isWithin(local, hours)) return at;
  for (let days = 0; days < daysLookedAt; days += 1) {
    const beginning = onDay(local.plus({ days }), hours.from).find(
      (moment) => moment >= local && isWithin(moment, hours),
    );
    if (beginning !== undefined) return beginning.toJSDate();
  }
  return at;
}

/** The last moment up to `at` that lies within the working hours: `at` itself, or the last minute of an earlier working day. */
export function lastWorkingTime(at: Date, hours: WorkingHours, zone: string): Date | undefined {
  const local = DateTime.fromJSDate(at, { zone });
  if (isWithin(local, hours)) return at;
  for (let days = 0; days < daysLookedAt; days += 1) {
    const end = onDay(local.minus({ days }), hours.to - 1).findLast(
      (moment) => moment <= local && isWithin(moment, hours),
    );
    if (end !== undefined) return end.toJSDate();
  }
  return undefined;
}

function isWithin({ weekday, hour, minute }: DateTime, { days, from, to }: WorkingHours): boolean {
  const minuteOfDay = hour * 60 + minute;
  return days.includes(weekday) && from <= minuteOfDay && minuteOfDay < to;
}

/** The moments of a day at which the clocks show so many minutes after midnight, the earliest first. */
function onDay(day: DateTime, minuteOfDay: number): DateTime[] {
  // Of two, luxon names the earlier one first.
  return day
    .startOf('day')
    .set({ hour: Math.floor(minuteOfDay / 60), minute: minuteOfDay % 60 })
    .getPossibleOffsets();
}
