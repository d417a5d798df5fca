import { readFileSync } from 'node:fs';
import { IANAZone } from 'luxon';
import { isBackfillName, nameBackfill, type Selection } from '../backfill/name-backfill.js';
import { dayAfter, readStartDate } from '../backfill/start-dates.js';
import { parseDuration } from '../configuration/parse-duration.js';
import { InputError } from './read-stored-events.js';

export interface BackfillOptions {
  search?: string;
  group?: string;
  csv?: string;
  name?: string;
  reason?: string;
  operator?: string;
  at?: string;
  daysBefore: number;
  timeZone: string;
  dryRun?: true;
  detach?: true;
  watch?: string;
  pause?: string;
  resume?: string;
  cancel?: string;
  results?: string;
  output: BackfillOutput;
}

export const backfillOutputs = ['text', 'json', 'jsonl', 'csv'] as const;
export type BackfillOutput = (typeof backfillOutputs)[number];

/** What somebody wants of a backfill: to begin one, or something of one that there is. */
export type Wanted =
  { begin: Selection } | { of: string; want: 'watch' | 'pause' | 'resume' | 'cancel' | 'results' };

const selections = ['search', 'group', 'csv'] as const;
const wants = ['watch', 'pause', 'resume', 'cancel', 'results'] as const;

/**
 * Reads what is wanted, and the file if there is one.
 *
 * @throws InputError if it is not exactly one thing, or the file cannot be read
 */
export function toWanted(options: BackfillOptions): Wanted {
  const given = [...selections, ...wants].filter((name) => options[name] !== undefined);
  const [one] = given;
  if (one === undefined || given.length > 1) {
    throw new InputError(
      'Say who is meant: --search, --group or --csv; or name a backfill: --watch, --pause, --resume, --cancel or --results. One of them.',
    );
  }
  const value = options[one] ?? '';
  if (value.trim() === '') throw new InputError(`--${one} is empty.`);
  switch (one) {
    case 'search':
      return { begin: { search: value } };
    case 'group':
      return { begin: { group: value } };
    case 'csv':
      return { begin: { csv: readText(value) } };
    default:
      return { of: checkName(value), want: one };
  }
}

/** @throws InputError if the name that was given is none */
export function toName({ name }: Pick<BackfillOptions, 'name'>, selection: Selection): string {
  return checkName(name ?? nameBackfill(selection));
}

/**
 * The start date of those who have none.
 *
 * @throws InputError if it is neither a date nor a time from now
 */
export function toStartDate(
  { at, timeZone }: Pick<BackfillOptions, 'at' | 'timeZone'>,
  now: Date,
): string | undefined {
  if (at === undefined) return undefined;
  const later = at.startsWith('+') ? parseDuration(at.slice(1)) : undefined;
  const date = later === undefined ? readStartDate(at) : dayAfter(now, later, timeZone);
  if (date !== undefined) return date;
  throw new InputError('--at takes a date such as 2026-12-01, or a time from now such as +14d.');
}

/** @throws InputError if it is no time zone */
export function checkTimeZone(zone: string): void {
  if (zone === 'local' || IANAZone.isValidZone(zone)) return;
  throw new InputError('--time-zone takes an IANA time zone such as Europe/Berlin.');
}

function checkName(name: string): string {
  if (isBackfillName(name)) return name;
  throw new InputError(
    'The name of a backfill begins with a letter; then come letters, digits, dots, hyphens and underscores, 60 at most.',
  );
}

function readText(file: string): string {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch (error) {
    throw new InputError(`The file cannot be read: ${(error as Error).message}`);
  }
}
