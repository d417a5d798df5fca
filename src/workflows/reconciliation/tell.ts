import { log, metricMeter } from '@temporalio/workflow';
import { gauge } from '../../contract/metrics.js';
import type {
  EventHookAlert,
  HookBudget,
  ReconciliationState,
} from '../../contract/reconciliation.js';
import { isDue, ledgerLine } from './ledger.js';

/** Writes a line for each hour that is over, and marks it as told. */
export function tellLedger(state: ReconciliationState): ReconciliationState {
  const ledger = state.ledger.map((entry) => {
    if (!isDue(entry, state.readUntil)) return entry;
    log.info(ledgerLine(entry), { ...entry });
    return { ...entry, isTold: true as const };
  });
  return { ...state, ledger };
}

/** Says once per pass what Okta says about event hooks. */
export function tellAlerts(alerts: readonly EventHookAlert[]): void {
  for (const { kind, eventHookId, count } of alerts) {
    const seen = { eventHookId, count };
    if (kind === 'delivery-failed') log.warn('Okta could not deliver to an event hook', seen);
    else log.error(`An event hook was ${kind}: Okta calls it no more`, seen);
  }
}

/** Keeps the metric, and says when the warning level comes near. */
export function tellBudget(before: HookBudget, { events, warningLevel, advice }: HookBudget): void {
  gauge(metricMeter, 'preenroll_event_hook_budget_used')(events, {});
  if (advice !== undefined && before.advice === undefined) {
    log.warn(`Event hooks come near Okta's daily limit. ${advice}`, { events, warningLevel });
  }
}
