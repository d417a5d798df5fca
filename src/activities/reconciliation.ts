import { getClient, log, metricMeter } from '@temporalio/activity';
import type { LogCursor, ReconciliationSettings } from '../contract/reconciliation.js';
import { dispatchEvents } from '../dispatch/dispatch-events.js';
import type { Door } from '../dispatch/door.js';
import type { Concerns } from '../dispatch/event-filter.js';
import { sortEvents } from '../dispatch/sort-events.js';
import { fitsTrigger, type EventCardTrigger } from '../event-card/event-card-trigger.js';
import type { OktaClient } from '../okta/okta-client.js';
import { countPage, type PageCounts } from './count-page.js';
import { readLogEntry, type LogEntry } from './log-entry.js';
import { logFilter, pollLog, type ReadingPosition } from './poll-log.js';
import { nameBouncedUsers } from './name-bounced-users.js';
import { createReconciliationMetrics } from './reconciliation-metrics.js';

export interface ReconcilePageInput {
  from: ReadingPosition;
  /** Hashes of what earlier pages have counted. */
  counted: string[];
  settings: ReconciliationSettings;
}

/** What a page of the log held, and where the next one is. No event itself: the log keeps them. */
export interface ReconciledPage extends PageCounts {
  cursor: LogCursor;
  events: number;
  /** How many of them fit a trigger of event cards. Absent: none. */
  eventCards?: number;
  /** The time of its latest event. Absent where there is none. */
  readUntil?: string;
  rateLimit?: { limit: number; remaining: number; secondsToReset: number };
}

/** The log cannot be read on from where the last page ended: Okta refuses the link, or it is for other types of events than ours now. */
export interface CursorLost {
  cursorLost: 'refused' | 'other-filter';
}

export interface ReconciliationDependencies extends Omit<Door, 'client'> {
  /** Of the events of the System Log. */
  concerns: Concerns;
  triggers: readonly EventCardTrigger[];
}

export function createReconciliationActivities(
  okta: OktaClient,
  { allowance, reactions, concerns, triggers }: ReconciliationDependencies,
) {
  /**
   * Reads one page of Okta's System Log and brings it through the door. Returns when all of it is durable in Temporal; so whoever keeps
   * the cursor only then has no gap. Repeatable: a start that happened is a duplicate, and a run knows the hints it has seen.
   */
  async function reconcilePage(input: ReconcilePageInput): Promise<ReconciledPage | CursorLost> {
    const { from, settings } = input;
    const metrics = createReconciliationMetrics(metricMeter);
    if ('next' in from && from.filter !== logFilter) return { cursorLost: 'other-filter' };
    const page = await pollLog(okta, from);
    if (page === undefined) return { cursorLost: 'refused' };
    const { next, rateLimit } = page;
    const events = await nameBouncedUsers(okta, page.events);

    const { due, ignored, repeated, unreadable } = sortEvents(events, concerns);
    for (const { unreadable: reason, uuid, eventType } of unreadable) {
      metrics.countEvent(eventType, 'unreadable');
      log.warn('Event of the System Log set aside: it cannot be read', { uuid, eventType, reason });
    }
    for (const { eventType } of ignored) metrics.countEvent(eventType, 'ignored');
    for (const { eventType } of repeated) metrics.countEvent(eventType, 'duplicate');
    const dispatched = await dispatchEvents({ client: getClient(), allowance, reactions }, due);
    for (const { event, outcome } of dispatched) {
      metrics.countEvent(event.eventType, outcome);
      if (outcome === 'started') {
        const { uuid: eventUuid, eventType, userId } = event;
        log.info('An event of the System Log has started a run', { eventUuid, eventType, userId });
      }
    }

    const now = new Date().toISOString();
    const entries = events.flatMap((event) => readLogEntry(event) ?? []);
    const counts = countPage({
      ...{ entries, dispatched, now, settings },
      countedBefore: input.counted,
    });
    metrics.countAlerts(counts.eventHookAlerts);
    const readUntil = latestOf(entries, now);
    const cards = due.filter((event) => triggers.some((trigger) => fitsTrigger(event, trigger)));
    return {
      ...counts,
      cursor: { next, filter: logFilter },
      events: events.length,
      ...(cards.length > 0 && { eventCards: cards.length }),
      ...(readUntil !== undefined && { readUntil }),
      ...(rateLimit && { rateLimit }),
    };
  }

  return { reconcilePage };
}

/** An event from the future tells nothing about what has been read. */
function latestOf(entries: LogEntry[], now: string): string | undefined {
  const times = entries.map(({ published }) => published).filter((published) => published <= now);
  return times.sort().at(-1);
}
