import type { ArmedFaults } from '../faults/armed-faults.js';
import type { LogEvent } from '../system-log/log-event.js';
import type { DeliveryFault } from './delivery-fault.js';
import { createBatches, type Batching } from './event-batches.js';

/** Events that are delivered together, possibly twice. */
export interface Batch {
  events: LogEvent[];
  /** How long after its end it is sent again, in milliseconds. Undefined: once is all. */
  repeatAfterMs: number | undefined;
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
  const batch = createBatches<{ event: LogEvent; repeatAfterMs?: number }>(batching, (items) => {
    send({
      events: items.map(({ event }) => event),
      repeatAfterMs: items.find(({ repeatAfterMs }) => repeatAfterMs !== undefined)?.repeatAfterMs,
    });
  });

  function enqueue(event: LogEvent, repeatAfterMs?: number): void {
    batch({ event, ...(repeatAfterMs !== undefined && { repeatAfterMs }) });
    for (const waiting of overtaken) enqueueOvertaken(waiting);
  }
  function enqueueOvertaken(event: LogEvent): void {
    if (overtaken.delete(event)) batch({ event });
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
        enqueue(event, fault.ms ?? 0);
        break;
      case undefined:
        enqueue(event);
    }
  };
}
