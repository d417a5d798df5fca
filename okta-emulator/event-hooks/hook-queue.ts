import type { ArmedFaults } from '../faults/armed-faults.js';
import type { LogEvent } from '../system-log/log-event.js';
import type { DeliveryFault } from './delivery-fault.js';
import { createBatches, type Batching } from './event-batches.js';

/** Events that are delivered together, possibly twice. */
export interface Batch {
  events: LogEvent[];
  isSentTwice: boolean;
}

/** How long an event that is to be overtaken waits for the one that overtakes it. */
const overtakingMs = 1000;

/** One hook's way out: draws the faults, and puts the events that are left into batches. @returns what takes the events. */
export function createHookQueue(
  faults: ArmedFaults<DeliveryFault>,
  batching: Batching,
  send: (batch: Batch) => void,
): (event: LogEvent) => void {
  const overtaken = new Set<LogEvent>();
  const batch = createBatches<{ event: LogEvent; isSentTwice: boolean }>(batching, (items) => {
    send({
      events: items.map(({ event }) => event),
      isSentTwice: items.some(({ isSentTwice }) => isSentTwice),
    });
  });

  function enqueue(event: LogEvent, isSentTwice = false): void {
    batch({ event, isSentTwice });
    for (const waiting of overtaken) enqueueOvertaken(waiting);
  }
  function enqueueOvertaken(event: LogEvent): void {
    if (overtaken.delete(event)) batch({ event, isSentTwice: false });
  }

  return (event) => {
    const fault = faults.take(
      ({ eventType }) => (eventType ?? event.eventType) === event.eventType,
    );
    switch (fault?.kind) {
      case 'drop':
        break;
      case 'delay':
        setTimeout(enqueue, fault.ms, event).unref();
        break;
      case 'reorder':
        overtaken.add(event);
        setTimeout(enqueueOvertaken, overtakingMs, event).unref();
        break;
      case 'duplicate':
        enqueue(event, true);
        break;
      case undefined:
        enqueue(event);
    }
  };
}
