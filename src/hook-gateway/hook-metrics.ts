import { counter, histogram } from '../contract/metrics.js';
import type { DeliveredEvent } from '../dispatch/dispatch-delivery.js';
import { isRouted } from '../dispatch/routes.js';
import type { HookMeter } from './hook-gateway-options.js';
import type { HookLocals } from './hook-step.js';

export interface HookMetrics {
  countDelivery(
    labels: {
      outcome: NonNullable<HookLocals['outcome']> | 'aborted';
      secret: NonNullable<HookLocals['secret']> | 'none';
      caller: 'okta' | 'other';
    },
    milliseconds: number,
  ): void;
  /** Those that are alike are counted with one call: a call of the SDK's costs as much as reading the event. */
  countEvents(events: Iterable<CountedEvent>): void;
}

interface CountedEvent {
  eventType?: string | undefined;
  outcome: DeliveredEvent['outcome'] | 'unreadable';
}

/** What the gateway counts and measures. Every label has a closed set of values. */
export function createHookMetrics(meter: HookMeter): HookMetrics {
  const deliveries = counter(meter, 'preenroll_hook_deliveries');
  const events = counter(meter, 'preenroll_hook_events');
  const answerTime = histogram(meter, 'preenroll_hook_answer_time');
  return {
    countDelivery(labels, milliseconds) {
      deliveries(1, labels);
      answerTime(milliseconds / 1_000, { outcome: labels.outcome });
    },
    countEvents(counted) {
      const alike = new Map<
        string,
        { labels: { event_type: string; outcome: string }; count: number }
      >();
      for (const { eventType, outcome } of counted) {
        const known = eventType !== undefined && isRouted(eventType) ? eventType : 'other';
        const key = `${known} ${outcome}`;
        const { labels = { event_type: known, outcome }, count = 0 } = alike.get(key) ?? {};
        alike.set(key, { labels, count: count + 1 });
      }
      for (const { labels, count } of alike.values()) events(count, labels);
    },
  };
}
