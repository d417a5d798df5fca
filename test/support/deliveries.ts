import type { Client, WorkflowHandle } from '@temporalio/client';
import { dispatchDeliveryWorkflowId } from '../../src/contract/workflow-ids.js';
import { dispatchDelivery, type DeliveredEvent } from '../../src/dispatch/dispatch-delivery.js';
import { createSignalAllowance } from '../../src/dispatch/signal-allowance.js';
import { sortEvents } from '../../src/dispatch/sort-events.js';
import type { DispatchDelivery } from '../../src/contract/dispatch-delivery.js';
import type { FakeOkta } from './fake-okta.js';

export type DeliveryHandle = WorkflowHandle<DispatchDelivery>;

/** Brings events as Okta sends them through the door, as one delivery. */
export function deliver(
  client: Client,
  eventId: string,
  logEvents: Record<string, unknown>[],
): Promise<DeliveredEvent[]> {
  const { due: events } = sortEvents(logEvents);
  const deadline = new Date(Date.now() + 10_000);
  return dispatchDelivery(
    { client, allowance: createSignalAllowance() },
    { eventId, events },
    { deadline },
  );
}

/** The run that a large delivery has become. */
export function deliveryRun(client: Client, eventId: string): DeliveryHandle {
  return client.workflow.getHandle<DispatchDelivery>(dispatchDeliveryWorkflowId(eventId));
}

/** New users whose runs end at once, because there is nothing to do. */
export function addActiveUsers(okta: FakeOkta, count: number): string[] {
  return Array.from({ length: count }, () => okta.addUser({ status: 'ACTIVE' }));
}
