import { createHash } from 'node:crypto';
import {
  noCounts,
  type EventHookAlert,
  type HourCounts,
  type ReconciliationSettings,
} from '../contract/reconciliation.js';
import type { DispatchedEvent } from '../dispatch/dispatch-events.js';
import { signInEventTypes } from '../dispatch/event-filter.js';
import { isRouted } from '../dispatch/routes.js';
import { alertKindOf, type LogEntry } from './log-entry.js';

export interface PageCounts {
  /** By the beginning of the hour, ISO 8601. */
  hours: Record<string, HourCounts>;
  eventHookAlerts: Omit<EventHookAlert, 'lastSeenAt'>[];
  /** Hashes of what was counted for the first time, in order. */
  counted: string[];
}

interface Page {
  /** All that the log gave. */
  entries: LogEntry[];
  dispatched: DispatchedEvent[];
  /** Hashes of what earlier pages have counted. */
  countedBefore: readonly string[];
  /** ISO 8601. */
  now: string;
  settings: Pick<ReconciliationSettings, 'eventHookId' | 'signInHints'>;
}

/** Sums up what a page of the log held, and what became of it. Hires and alerts that were counted before are not counted again. */
export function countPage({ entries, dispatched, countedBefore, now, settings }: Page): PageCounts {
  const counts: PageCounts = { hours: {}, eventHookAlerts: [], counted: [] };
  const known = new Set(countedBefore);

  function isFirst(uuid: string): boolean {
    const hash = hashOf(uuid);
    if (known.has(hash)) return false;
    known.add(hash);
    counts.counted.push(hash);
    return true;
  }

  function hourOf(published: string): HourCounts {
    // An hour that is still to come would never grow old.
    return (counts.hours[beginningOfHour(published > now ? now : published)] ??= noCounts());
  }

  /** An event that does not say which hook it is about may be about ours. */
  function isAnothers(eventHookId: string | undefined): boolean {
    const ours = settings.eventHookId;
    return ours !== undefined && eventHookId !== undefined && eventHookId !== ours;
  }

  function countAlert(entry: LogEntry): void {
    const kind = alertKindOf(entry);
    const { eventHookId } = entry;
    if (kind === undefined || isAnothers(eventHookId) || !isFirst(entry.uuid)) return;
    const same = counts.eventHookAlerts.find(
      (alert) => alert.kind === kind && alert.eventHookId === eventHookId,
    );
    if (same) same.count += 1;
    else counts.eventHookAlerts.push({ kind, ...(eventHookId && { eventHookId }), count: 1 });
  }

  for (const entry of entries) {
    const hour = hourOf(entry.published);
    hour.eventsRead += 1;
    if (isHooked(entry.eventType, settings.signInHints)) hour.hookEvents += 1;
    countAlert(entry);
  }

  for (const { event, outcome } of dispatched) {
    const hour = hourOf(event.published);
    if (outcome === 'signaled') hour.hintsSent += 1;
    if (event.eventType !== 'user.lifecycle.create' || outcome === 'ignored') continue;
    if (!isFirst(event.uuid)) continue;
    hour.created += 1;
    if (outcome === 'started' || outcome === 'duplicate') hour.haveRun += 1;
    if (outcome === 'started') hour.fromTheLog += 1;
  }
  return counts;
}

/** True if Okta counts the event against its limit, whatever becomes of the delivery. */
function isHooked(eventType: string, signInHints: 'hook' | 'log'): boolean {
  return isRouted(eventType) && !(signInHints === 'log' && signInEventTypes.has(eventType));
}

function beginningOfHour(published: string): string {
  return `${published.slice(0, 'yyyy-mm-ddThh'.length)}:00:00.000Z`;
}

/** 48 bits are enough to tell a few hundred apart, and a third of a `uuid`. */
function hashOf(uuid: string): string {
  return createHash('sha256').update(uuid).digest('base64url').slice(0, 8);
}
