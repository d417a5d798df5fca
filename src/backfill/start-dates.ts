import { DateTime } from 'luxon';

/** The date, if the text is one as in `2026-12-01`. */
export function readStartDate(text: string): string | undefined {
  const isDate = /^\d{4}-\d\d-\d\d$/.test(text) && DateTime.fromISO(text).isValid;
  return isDate ? text : undefined;
}

/** The day which is so long after a time. */
export function dayAfter(time: Date, milliseconds: number, zone: string): string {
  return DateTime.fromJSDate(time, { zone }).plus({ milliseconds }).toFormat('yyyy-MM-dd');
}

export interface PreHireRule {
  /** How many days before the first working day somebody is enrolled. */
  daysBefore: number;
  /** Whose midnight counts: an IANA zone, or `local`. */
  zone: string;
}

/** When somebody with a start date may be enrolled: at midnight. Undefined if that is over. */
export function notBefore(
  startDate: string,
  { daysBefore, zone }: PreHireRule,
  now: Date,
): string | undefined {
  const midnight = DateTime.fromISO(startDate, { zone }).minus({ days: daysBefore }).startOf('day');
  return midnight.toMillis() <= now.getTime() ? undefined : midnight.toUTC().toISO()?.toString();
}
