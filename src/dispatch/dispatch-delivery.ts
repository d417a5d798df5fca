import { createHash } from 'node:crypto';
import type { Client } from '@temporalio/client';
import type { DispatchDelivery, DispatchOutcome } from '../contract/dispatch-delivery.js';
import type { OktaEvent } from '../contract/okta-event.js';
import { taskQueue } from '../contract/task-queues.js';
import { dispatchDeliveryWorkflowId } from '../contract/workflow-ids.js';
import { dispatchEvents, type DispatchedEvent } from './dispatch-events.js';
import type { Door } from './door.js';
import { startOnce } from './start-once.js';

/** One delivery of Okta's event hook, reduced to the events that concern us. */
export interface Delivery {
  /** The envelope's `eventId`, which Okta repeats when it delivers again. */
  eventId?: string;
  events: OktaEvent[];
}

/** `handed-over`: durable as part of a `dispatchDelivery` run, which dispatches it. */
export type DeliveredEvent = DispatchedEvent<DispatchOutcome | 'handed-over'>;

/**
 * How many events of a delivery, at most, are dispatched one by one. Each costs Temporal a call, and a small server takes them one after
 * the other: with 16 deliveries at once, four events each are still answered in time, and ten are not.
 */
export const smallDelivery = 4;

/**
 * Makes a whole delivery durable in Temporal before the deadline: a small one by dispatching each event, a larger one with a
 * single RPC, which costs the same for 20 and for 1,000 events. Repeatable.
 *
 * @returns one entry per event, in their order
 * @throws AggregateError if Temporal did not take all of them; those that it took stay taken
 */
export async function dispatchDelivery(
  door: Door,
  delivery: Delivery,
  { deadline }: { deadline: Date },
): Promise<DeliveredEvent[]> {
  return door.client.withDeadline(deadline, () =>
    delivery.events.length > smallDelivery
      ? handOver(door.client, delivery)
      : dispatchEvents(door, delivery.events),
  );
}

async function handOver(client: Client, delivery: Delivery): Promise<DeliveredEvent[]> {
  const { events, eventId = idOf(events) } = delivery;
  const started = await startOnce<DispatchDelivery>(client, 'dispatchDelivery', {
    workflowId: dispatchDeliveryWorkflowId(eventId),
    taskQueue,
    args: [{ events }],
    staticSummary: 'Starts and signals the runs of a large delivery',
  });
  const outcome = started === 'started' ? 'handed-over' : 'duplicate';
  return events.map((event) => ({ event, outcome }));
}

/** The same events have the same id, however Okta orders them. */
function idOf(events: OktaEvent[]): string {
  const uuids = events.map(({ uuid }) => uuid).sort();
  return createHash('sha256').update(uuids.join()).digest('hex').slice(0, 32);
}
