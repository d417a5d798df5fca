import { randomUUID } from 'node:crypto';

import type { LogEvent, LogIpAddress } from '../system-log/log-event.js';

/** The body of an event hook's POST. Source: bodies that Okta delivered. */
export interface DeliveryEnvelope {
  eventType: 'com.okta.event_hook';
  eventTypeVersion: '1.0';
  cloudEventsVersion: '0.1';
  /** The hook's own URL. */
  source: string;
  /** Of this delivery, not of an event in it: an event that is delivered twice keeps its `uuid`. */
  eventId: string;
  data: { events: DeliveredEvent[] };
  eventTime: string;
  contentType: 'application/json';
}

/** As in the System Log, but with the IP addresses under `client` instead of `request`. */
type DeliveredEvent = Omit<LogEvent, 'client' | 'request'> & {
  client: LogEvent['client'] & { ipChain: LogIpAddress[] };
  insertionTimestamp: null;
};

export function deliveryEnvelope(hookUrl: string, events: readonly LogEvent[]): DeliveryEnvelope {
  return {
    eventType: 'com.okta.event_hook',
    eventTypeVersion: '1.0',
    cloudEventsVersion: '0.1',
    source: hookUrl,
    eventId: randomUUID(),
    data: { events: events.map(deliveredEvent) },
    eventTime: new Date().toISOString(),
    contentType: 'application/json',
  };
}

function deliveredEvent({ request, client, ...event }: LogEvent): DeliveredEvent {
  return { ...event, client: { ...client, ipChain: request.ipChain }, insertionTimestamp: null };
}
