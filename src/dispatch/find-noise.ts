import { isPhoneVerification, type OktaEvent } from '../contract/okta-event.js';
import { routeOf } from './routes.js';

/**
 * Finds the events that say no more than another one of the list: of those that are told to the same run by the same signal,
 * all but one. That one is the latest verification of the phone, or the latest of all where there is none.
 */
export function findNoise(events: readonly OktaEvent[]): Set<OktaEvent> {
  const noise = new Set<OktaEvent>();
  const told = new Map<string, OktaEvent>();
  for (const event of events) {
    const route = routeOf(event);
    if (route === undefined || route === 'start' || route === 'react') continue;
    const key = `${event.userId} ${route}`;
    const other = told.get(key);
    if (other !== undefined && !saysMore(event, other)) {
      noise.add(event);
      continue;
    }
    if (other !== undefined) noise.add(other);
    told.set(key, event);
  }
  return noise;
}

function saysMore(event: OktaEvent, other: OktaEvent): boolean {
  const isVerification = isPhoneVerification(event);
  return isVerification === isPhoneVerification(other)
    ? event.published > other.published
    : isVerification;
}
