import type { ReconciledPage } from '../../activities/reconciliation.js';
import type { ReconciliationSettings, ReconciliationState } from '../../contract/reconciliation.js';
import { raiseAlerts, standingAlerts } from './event-hook-alerts.js';
import { estimateHookBudget } from './hook-budget.js';
import { withOverlap } from './reading-position.js';
import { addToLedger, forgetOldHours, openHour } from './ledger.js';

// Hires of the ten minutes that are read again when the cursor is lost. More of them would be counted twice, and nothing worse.
const rememberedCounts = 200;

/**
 * Before the first page of all: from the configured time, or from now on, and never Okta's default of seven days. Now includes what was
 * created while the first worker was starting.
 */
export function firstState({ startAt }: ReconciliationSettings, now: string): ReconciliationState {
  return {
    readUntil: startAt === undefined ? withOverlap(now) : new Date(startAt).toISOString(),
    ...{ counted: [], ledger: [], eventHookAlerts: [] },
    hookBudget: estimateHookBudget([], 'hook'),
  };
}

/** Takes over what a page held. An empty page says that the log has been read until it was asked for; any page, that a problem is over. */
export function withPage(
  state: ReconciliationState,
  page: ReconciledPage,
  asked: string,
): ReconciliationState {
  const readUntil = page.events === 0 ? asked : (page.readUntil ?? state.readUntil);
  return {
    cursor: page.cursor,
    // Events come in the order of writing, which is not that of their times.
    readUntil: readUntil > state.readUntil ? readUntil : state.readUntil,
    counted: [...state.counted, ...page.counted].slice(-rememberedCounts),
    ledger: addToLedger(state.ledger, page.hours),
    eventHookAlerts: raiseAlerts(state.eventHookAlerts, page.eventHookAlerts, asked),
    hookBudget: state.hookBudget,
  };
}

/** At the end of a pass: forgets what is old, and sums up. */
export function closed(
  state: ReconciliationState,
  { signInHints }: ReconciliationSettings,
  now: string,
): ReconciliationState {
  const ledger = forgetOldHours(openHour(state.ledger, now), now);
  return {
    ...state,
    ledger,
    eventHookAlerts: standingAlerts(state.eventHookAlerts, now),
    hookBudget: estimateHookBudget(ledger, signInHints),
  };
}

/** An event may come while the pass reads: what is younger than the pass is for the next one. */
export function isAtTheEnd(page: ReconciledPage, begun: string): boolean {
  return page.events === 0 || (page.readUntil ?? '') >= begun;
}
