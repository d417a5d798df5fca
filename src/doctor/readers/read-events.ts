import { readLogEntry, type LogEntry } from '../../activities/log-entry.js';
import type { OktaClient } from '../../okta/okta-client.js';

/** With 1,000 events each: what a look may cost of a bucket that has 20 to 120 requests a minute. */
const mostPages = 5;
const eventsPerPage = 1_000;

export interface ReadEvents {
  entries: LogEntry[];
  /** False if there are more. */
  isWhole: boolean;
}

/** The first events of the types since a time, in the order in which Okta wrote them down. */
export async function readEvents(
  okta: Pick<OktaClient, 'pollLog'>,
  types: readonly string[],
  since: Date,
): Promise<ReadEvents> {
  const filter = types.map((type) => `eventType eq "${type}"`).join(' or ');
  const entries: LogEntry[] = [];
  let from: Parameters<OktaClient['pollLog']>[0] = { since, filter, limit: eventsPerPage };
  for (let pages = 0; pages < mostPages; pages += 1) {
    const { events, next } = await okta.pollLog(from);
    entries.push(...events.flatMap((event) => readLogEntry(event) ?? []));
    if (events.length < eventsPerPage) return { entries, isWhole: true };
    from = { next };
  }
  return { entries, isWhole: false };
}
