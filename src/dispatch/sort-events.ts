import type { OktaEvent } from '../contract/okta-event.js';
import type { Concerns } from './event-filter.js';
import { parseOktaEvent, type ParsedOktaEvent } from './parse-okta-event.js';
import { isRouted, mailDeliveryEventType, routeOf } from './routes.js';

export interface SortedEvents {
  /** To be dispatched, each `uuid` once, in their order. */
  due: OktaEvent[];
  /** Of no interest: by type, by outcome, or by the filter. */
  ignored: LeftOutEvent[];
  /** Their `uuid` was in the list before. */
  repeated: LeftOutEvent[];
  /** Events that would have been of interest, or of no type, that cannot be read. */
  unreadable: Extract<ParsedOktaEvent, { unreadable: unknown }>[];
}

interface LeftOutEvent {
  uuid?: string;
  eventType: string;
}

/**
 * Reads what Okta sent as a list of events. One bad event never spoils the rest; never throws.
 *
 * @param concerns which of the events that could be of interest are: see `createEventFilter`
 */
export function sortEvents(
  values: readonly unknown[],
  concerns: Concerns = () => true,
): SortedEvents {
  const sorted: SortedEvents = { due: [], ignored: [], repeated: [], unreadable: [] };
  const seen = new Set<string>();
  for (const value of values) {
    const parsed = parseOktaEvent(value);
    if ('unreadable' in parsed) {
      // Many types that do not concern us are about no user at all: that is no fault of the event.
      const { uuid, eventType } = parsed;
      // Okta may name the address alone whose mail came back: the reading of the System Log asks whose it is.
      const isAboutAnAddress =
        eventType === mailDeliveryEventType && parsed.unreadable === 'no-user';
      if (eventType !== undefined && (!isRouted(eventType) || isAboutAnAddress))
        sorted.ignored.push({ eventType, ...(uuid !== undefined && { uuid }) });
      else sorted.unreadable.push(parsed);
      continue;
    }
    const { event } = parsed;
    const { uuid, eventType } = event;
    if (seen.has(uuid)) sorted.repeated.push({ uuid, eventType });
    else if (routeOf(event) === undefined || !concerns(parsed))
      sorted.ignored.push({ uuid, eventType });
    else sorted.due.push(event);
    seen.add(uuid);
  }
  return sorted;
}
