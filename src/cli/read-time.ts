import { InvalidArgumentError } from 'commander';
import { DateTime } from 'luxon';

/** A time given on the command line: `2026-12-01`, midnight UTC, or `2026-12-01T08:00:00+01:00`. */
export function readTime(text: string): Date {
  const time = DateTime.fromISO(text, { zone: 'utc' });
  if (time.isValid && /^\d{4}-\d{2}-\d{2}/.test(text)) return time.toJSDate();
  throw new InvalidArgumentError('It must be a day such as 2026-12-01 (UTC), or an ISO 8601 time.');
}
