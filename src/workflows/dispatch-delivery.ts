import { setHandler } from '@temporalio/workflow';
import {
  deliveryStatusQuery,
  noOutcomes,
  type DispatchDeliveryInput,
  type DispatchDeliveryResult,
} from '../contract/dispatch-delivery.js';
import { dispatch } from './activities.js';

// Small enough to end far inside the activity's timeout, large enough that 1,000 events stay far below the limits of a history.
const eventsPerActivity = 20;

/** Starts and signals the runs of a large delivery, in the order in which Okta listed its events. */
export async function dispatchDelivery({
  events,
}: DispatchDeliveryInput): Promise<DispatchDeliveryResult> {
  const total = noOutcomes();
  setHandler(deliveryStatusQuery, () => ({ events: events.length, dispatched: total }));
  for (let first = 0; first < events.length; first += eventsPerActivity) {
    const part = await dispatch.dispatchEvents({
      events: events.slice(first, first + eventsPerActivity),
    });
    for (const outcome of Object.keys(total) as (keyof DispatchDeliveryResult)[]) {
      total[outcome] += part[outcome];
    }
  }
  return total;
}
