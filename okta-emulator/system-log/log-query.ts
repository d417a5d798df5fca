import type { LogEvent } from './log-event.js';
import type { LogEntry, SystemLog } from './system-log.js';

type Log = Pick<SystemLog, 'entries' | 'about'>;

export interface Page {
  events: LogEvent[];
  /** Where the next page begins; undefined after the last page of a bounded query. */
  after: string | undefined;
}

interface Query {
  /** Ids of targets, one of which everything that matches has; the log is looked through from end to end without. */
  about?: readonly string[] | undefined;
  matches: (event: LogEvent) => boolean;
  limit: number;
  /** The `after` of the page before. */
  after: string | undefined;
}

/**
 * What came in since a time, or since the page before, in the order of storage. There is always a next page: it begins where
 * this one stopped looking.
 *
 * @returns undefined for an `after` that no page had.
 */
export function poll(
  log: Log,
  { matches, limit, after, about, since }: Query & { since: Date },
): Page | undefined {
  const { length } = log.entries;
  const seen =
    after === undefined
      ? countWhile(log.entries, ({ persisted }) => persisted < since)
      : positionIn(after);
  if (seen === undefined) return undefined;
  const entries = about ? log.about(about) : log.entries;
  const events: LogEvent[] = [];
  let lookedTo = seen;
  let index = countWhile(entries, ({ position }) => position <= seen);
  for (; index < entries.length && events.length < limit; index += 1) {
    const entry = entries[index];
    if (entry && matches(entry.event)) events.push(entry.event);
    lookedTo = entry?.position ?? lookedTo;
  }
  if (index === entries.length) lookedTo = Math.max(seen, length);
  return { events, after: `${Date.now()}_${lookedTo}` };
}

/**
 * What was published between two times, in the order of publication.
 *
 * @returns undefined for an `after` that no page had.
 */
export function readBetween(
  log: Log,
  query: Query & { since: Date; until: Date; descending: boolean },
): Page | undefined {
  const [since, until] = [query.since.toISOString(), query.until.toISOString()];
  const found = (query.about ? log.about(query.about) : log.entries)
    .map(({ event }) => event)
    .filter(({ published }) => published >= since && published < until)
    .filter(query.matches)
    .sort((one, other) => one.published.localeCompare(other.published));
  if (query.descending) found.reverse();
  const start =
    query.after === undefined ? 0 : 1 + found.findIndex(({ uuid }) => uuid === query.after);
  if (query.after !== undefined && start === 0) return undefined;
  const events = found.slice(start, start + query.limit);
  const hasMore = start + query.limit < found.length;
  return { events, after: hasMore ? events.at(-1)?.uuid : undefined };
}

/** The entries are in the order of storage, so half of what is left can be skipped at every look. */
function countWhile(entries: readonly LogEntry[], isBefore: (entry: LogEntry) => boolean): number {
  let [low, high] = [0, entries.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const entry = entries[middle];
    if (entry && isBefore(entry)) low = middle + 1;
    else high = middle;
  }
  return low;
}

function positionIn(after: string): number | undefined {
  const position = /^\d+_(\d+)$/.exec(after)?.[1];
  return position === undefined ? undefined : Number(position);
}
