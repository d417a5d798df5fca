import { defineQuery } from '@temporalio/workflow';
import type { OktaEvent } from './okta-event.js';

/** One delivery of Okta's event hook, reduced to the events that concern us. */
export interface DispatchDeliveryInput {
  events: OktaEvent[];
}

/** How many of the delivery's events ended how; the sum is the number of events. */
export type DispatchDeliveryResult = Record<DispatchOutcome, number>;

/**
 * What became of one event: a run was `started`, was there already (`duplicate`), was `signaled`, is not there to be
 * signaled (`no-run`), has been told the like so often that it is not told again (`noise`: it looks by itself), or the event
 * is of no interest (`ignored`).
 */
export type DispatchOutcome = 'started' | 'duplicate' | 'signaled' | 'no-run' | 'noise' | 'ignored';

/** Nothing counted yet. */
export function noOutcomes(): DispatchDeliveryResult {
  return { started: 0, duplicate: 0, signaled: 0, 'no-run': 0, noise: 0, ignored: 0 };
}

export interface DispatchDeliveryStatus {
  /** How many the delivery holds. */
  events: number;
  /** What became of those that are dispatched. */
  dispatched: DispatchDeliveryResult;
}

export const deliveryStatusQuery = defineQuery<DispatchDeliveryStatus>('status');

/** The workflow `dispatchDelivery`, for those who name it without loading its code. */
export type DispatchDelivery = (input: DispatchDeliveryInput) => Promise<DispatchDeliveryResult>;
