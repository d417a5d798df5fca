import type { MetricMeter } from '@temporalio/common';
import type { DispatchOutcome } from '../contract/dispatch-delivery.js';
import { isRouted } from '../dispatch/routes.js';
import type { PageCounts } from './count-page.js';

/** The counters of the reconciliation. Every label has a closed set of values. An attempt that is repeated counts again. */
export function createReconciliationMetrics(meter: MetricMeter) {
  const events = meter.createCounter(
    'preenroll_reconciled_events',
    'events',
    "Events read from Okta's System Log, by what became of them; started: no hook had brought it",
  );
  const alerts = meter.createCounter(
    'preenroll_event_hook_alerts',
    'events',
    'Failed deliveries, deactivations and deletions of event hooks, from the System Log',
  );
  return {
    countEvent(eventType: string | undefined, outcome: DispatchOutcome | 'unreadable'): void {
      const known = eventType !== undefined && isRouted(eventType);
      events.add(1, { event_type: known ? eventType : 'other', outcome });
    },
    countAlerts(found: PageCounts['eventHookAlerts']): void {
      for (const { kind, count } of found) alerts.add(count, { kind });
    },
  };
}
