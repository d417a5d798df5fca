import { getClient } from '@temporalio/activity';
import type { DispatchDeliveryResult } from '../contract/dispatch-delivery.js';
import type { OktaEvent } from '../contract/okta-event.js';
import { dispatchEvent } from '../dispatch/dispatch-event.js';

/**
 * Starts or signals the run of each event's user, one after the other. Repeatable: a start that happened is a duplicate, and
 * a run knows the events it has seen.
 */
export async function dispatchEvents({
  events,
}: {
  events: OktaEvent[];
}): Promise<DispatchDeliveryResult> {
  const result = { started: 0, duplicate: 0, signaled: 0, 'no-run': 0, ignored: 0 };
  for (const event of events) result[await dispatchEvent(getClient(), event)] += 1;
  return result;
}
