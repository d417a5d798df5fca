import type { OktaEvent } from '../contract/okta-event.js';
import { parseOktaEvent, type ParsedOktaEvent } from './parse-okta-event.js';
import { isRouted, routeOf } from './routes.js';

export interface SortedEvents {
  /** To be dispatched, each `uuid` once, in their order. */
  due: OktaEvent[];
  /** Types of the events that are of no interest, by type or by outcome. */
  ignored: string[];
  /** Types of the events whose `uuid` the list held before. */
  repeated: string[];
  /** Events that would have been of interest, or of no type, that cannot be read. */
  unreadable: Extract<ParsedOktaEvent, { unreadable: unknown }>[];
}

/** Reads what Okta sent as a list of events. One bad event never spoils the rest; never throws. */
export function sortEvents(values: readonly unknown[]): SortedEvents {
  const sorted: SortedEvents = { due: [], ignored: [], repeated: [], unreadable: [] };
  const seen = new Set<string>();
  for (const value of values) {
    const parsed = parseOktaEvent(value);
    if ('unreadable' in parsed) {
      // Many types that do not concern us are about no user at all: that is no fault of the event.
      if (parsed.eventType !== undefined && !isRouted(parsed.eventType))
        sorted.ignored.push(parsed.eventType);
      else sorted.unreadable.push(parsed);
      continue;
    }
    const { event } = parsed;
    if (seen.has(event.uuid)) sorted.repeated.push(event.eventType);
    else if (routeOf(event) === undefined) sorted.ignored.push(event.eventType);
    else sorted.due.push(event);
    seen.add(event.uuid);
  }
  return sorted;
}
