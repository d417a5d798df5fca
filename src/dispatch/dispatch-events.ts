import pMap from 'p-map';
import type { DispatchOutcome } from '../contract/dispatch-delivery.js';
import type { OktaEvent } from '../contract/okta-event.js';
import { dispatchEvent } from './dispatch-event.js';
import type { Door } from './door.js';
import { findNoise } from './find-noise.js';
import { routeOf } from './routes.js';

export interface DispatchedEvent<Outcome = DispatchOutcome> {
  event: OktaEvent;
  outcome: Outcome;
}

// More calls at the same time only make each of them slower: a small server takes them one after the other.
const concurrency = 4;

/**
 * Dispatches each event on its own: one that Temporal does not take never keeps the others back. Starts go first, wherever they
 * stand, so that no run misses what it is told by the same list. Of several events that would tell a run the like, one is told.
 *
 * @returns one entry per event, starts first
 * @throws AggregateError if Temporal did not take all of them; those that it took stay taken
 */
export async function dispatchEvents(door: Door, events: OktaEvent[]): Promise<DispatchedEvent[]> {
  const errors: unknown[] = [];
  const outcomes = new Map<OktaEvent, DispatchOutcome>();
  const noise = findNoise(events);
  const isStart = (event: OktaEvent) => routeOf(event) === 'start';
  for (const wave of [events.filter(isStart), events.filter((event) => !isStart(event))]) {
    await pMap(
      wave,
      async (event) => {
        try {
          outcomes.set(event, noise.has(event) ? 'noise' : await dispatchEvent(door, event));
        } catch (error) {
          errors.push(error);
        }
      },
      { concurrency },
    );
  }
  if (errors.length > 0)
    throw new AggregateError(errors, `${errors.length} of ${events.length} events not dispatched`);
  return [...outcomes].map(([event, outcome]) => ({ event, outcome }));
}
