import { getClient } from '@temporalio/activity';
import { noOutcomes, type DispatchDeliveryResult } from '../contract/dispatch-delivery.js';
import type { OktaEvent } from '../contract/okta-event.js';
import { dispatchEvents as dispatchEach } from '../dispatch/dispatch-events.js';
import type { Door } from '../dispatch/door.js';

export function createDispatchActivities(door: Omit<Door, 'client'>) {
  /** Starts or signals the run of each event's user. Repeatable: a start that happened is a duplicate, and a run knows the events it has seen. */
  async function dispatchEvents({
    events,
  }: {
    events: OktaEvent[];
  }): Promise<DispatchDeliveryResult> {
    const counts = noOutcomes();
    const dispatched = await dispatchEach({ client: getClient(), ...door }, events);
    for (const { outcome } of dispatched) counts[outcome] += 1;
    return counts;
  }

  return { dispatchEvents };
}
