import type { MetricMeter } from '@temporalio/common';
import type { DispatchOutcome } from '../contract/dispatch-delivery.js';
import { counter } from '../contract/metrics.js';
import { isRouted } from '../dispatch/routes.js';
import type { PageCounts } from './count-page.js';

/** The counters of the reconciliation. Every label has a closed set of values. An attempt that is repeated counts again. */
export function createReconciliationMetrics(meter: MetricMeter) {
  const events = counter(meter, 'preenroll_reconciled_events');
  const alerts = counter(meter, 'preenroll_event_hook_alerts');
  return {
    countEvent(eventType: string | undefined, outcome: DispatchOutcome | 'unreadable'): void {
      const known = eventType !== undefined && isRouted(eventType);
      events(1, { event_type: known ? eventType : 'other', outcome });
    },
    countAlerts(found: PageCounts['eventHookAlerts']): void {
      for (const { kind, count } of found) alerts(count, { kind });
    },
  };
}
