import type { LogEvent } from './log-event.js';
import type { LogEntry } from './system-log.js';

export interface Page {
  events: LogEvent[];
  /** Where the next page begins; undefined after the last page of a bounded query. */
  after: string | undefined;
}

interface Query {
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
  entries: readonly LogEntry[],
  { matches, limit, after, since }: Query & { since: Date },
): Page | undefined {
  const first = after === undefined ? firstSince(entries, since) : positionIn(after);
  if (first === undefined) return undefined;
  const events: LogEvent[] = [];
  let index = first;
  for (; index < entries.length && events.length < limit; index += 1) {
    const entry = entries[index];
    if (entry && matches(entry.event)) events.push(entry.event);
  }
  return { events, after: `${Date.now()}_${index}` };
}

/**
 * What was published between two times, in the order of publication.
 *
 * @returns undefined for an `after` that no page had.
 */
export function readBetween(
  entries: readonly LogEntry[],
  query: Query & { since: Date; until: Date; descending: boolean },
): Page | undefined {
  const [since, until] = [query.since.toISOString(), query.until.toISOString()];
  const found = entries
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
function firstSince(entries: readonly LogEntry[], since: Date): number {
  let [low, high] = [0, entries.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const entry = entries[middle];
    if (entry && entry.persisted < since) low = middle + 1;
    else high = middle;
  }
  return low;
}

function positionIn(after: string): number | undefined {
  const position = /^\d+_(\d+)$/.exec(after)?.[1];
  return position === undefined ? undefined : Number(position);
}
