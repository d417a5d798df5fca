import type { OktaEvent } from './okta-event.js';

/** One delivery of Okta's event hook, reduced to the events that concern us. */
export interface DispatchDeliveryInput {
  events: OktaEvent[];
}

/** How many of the delivery's events ended how; the sum is the number of events. */
export type DispatchDeliveryResult = Record<DispatchOutcome, number>;

/**
 * What became of one event: a run was `started`, was there already (`duplicate`), was `signaled`, is not there to be
 * signaled (`no-run`), or the event is of no interest (`ignored`).
 */
export type DispatchOutcome = 'started' | 'duplicate' | 'signaled' | 'no-run' | 'ignored';

/** The workflow `dispatchDelivery`, for those who name it without loading its code. */
export type DispatchDelivery = (input: DispatchDeliveryInput) => Promise<DispatchDeliveryResult>;
