import type { DeliveredEvent } from '../dispatch/dispatch-delivery.js';
import { isRouted } from '../dispatch/routes.js';
import type { HookMeter } from './hook-gateway-options.js';
import type { HookLocals } from './hook-step.js';

export interface HookMetrics {
  countDelivery(labels: {
    outcome: NonNullable<HookLocals['outcome']> | 'aborted';
    secret: NonNullable<HookLocals['secret']> | 'none';
    caller: 'okta' | 'other';
  }): void;
  countEvent(
    eventType: string | undefined,
    outcome: DeliveredEvent['outcome'] | 'unreadable',
  ): void;
}

/** The counters of the gateway. Every label has a closed set of values. */
export function createHookMetrics(meter: HookMeter): HookMetrics {
  const deliveries = meter.createCounter(
    'preenroll_hook_deliveries',
    'requests',
    'Requests to the event hook, by how they ended',
  );
  const events = meter.createCounter(
    'preenroll_hook_events',
    'events',
    'Events in authenticated deliveries, by what became of them',
  );
  return {
    countDelivery(labels) {
      deliveries.add(1, labels);
    },
    countEvent(eventType, outcome) {
      const known = eventType !== undefined && isRouted(eventType);
      events.add(1, { event_type: known ? eventType : 'other', outcome });
    },
  };
}
