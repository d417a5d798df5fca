import {
  continueAsNew,
  isCancellation,
  log,
  setHandler,
  sleep,
  workflowInfo,
} from '@temporalio/workflow';
import type { ReadingPosition } from '../activities/poll-log.js';
import type {
  CursorLost,
  ReconciledPage,
  ReconcilePageInput,
} from '../activities/reconciliation.js';
import type { AttentionReason } from '../contract/attention.js';
import {
  reconciliationStatusQuery,
  type EventHookAlert,
  type ReconcileSystemLogInput,
  type ReconciliationState,
} from '../contract/reconciliation.js';
import { eventCards, systemLog } from './activities.js';
import { raiseAlerts } from './reconciliation/event-hook-alerts.js';
import { closed, firstState, isAtTheEnd, withPage } from './reconciliation/pass-state.js';
import { pauseBeforeNextPage } from './reconciliation/pause-before-next-page.js';
import { describeProblem } from './reconciliation/problem.js';
import { readingPosition, withoutCursor } from './reconciliation/reading-position.js';
import { tellAlerts, tellBudget, tellLedger } from './reconciliation/tell.js';
import { attentionReasonOf } from './until-repaired.js';

// A history of a few hundred events; days of outage are many runs of it.
const pagesPerRun = 100;

/**
 * One pass over what Okta's System Log has got since the pass before: everything goes through the same door as what the hooks bring, so
 * what they lost is found. The Schedule starts it; its result is the state of the next pass.
 *
 * A pass does not fail: where only a person can help, it says so in its state and its log, and the next one tries again.
 */
export async function reconcileSystemLog({
  settings,
  state: carried,
}: ReconcileSystemLogInput): Promise<ReconciliationState> {
  const begun = now();
  const last = workflowInfo().lastResult as ReconciliationState | undefined;
  let state = carried ?? last ?? firstState(settings, begun);
  let alerts: EventHookAlert[] = [];
  setHandler(reconciliationStatusQuery, () => state);

  function close(): ReconciliationState {
    const before = state.hookBudget;
    state = closed(state, settings, now());
    tellAlerts(alerts);
    tellBudget(before, state.hookBudget);
    return state;
  }

  for (let pages = 1; pages <= pagesPerRun; pages += 1) {
    const asked = now();
    const from = readingPosition(state, asked);
    const page = await readPage({ from, counted: state.counted, settings });
    if ('problem' in page) {
      state = { ...state, problem: describeProblem(page.problem, state.problem, asked) };
      log.error('The System Log cannot be read: a person is needed', { ...state.problem });
      return close();
    }
    if ('cursorLost' in page) {
      state = withoutCursor(state);
      log.warn('The cursor into the System Log is lost: reading a little of it again', {
        ...{ why: page.cursorLost, since: state.readUntil },
      });
      continue;
    }
    state = tellLedger(withPage(state, page, asked));
    alerts = raiseAlerts(alerts, page.eventHookAlerts, asked);
    if (page.eventCards) await startEventCards(from);
    if (isAtTheEnd(page, begun)) return close();
    const pause = pauseBeforeNextPage(page.rateLimit, settings.shareOfLimit);
    if (pause > 0) await sleep(pause);
  }
  return continueAsNew<typeof reconcileSystemLog>({ settings, state: close() });
}

async function readPage(
  input: ReconcilePageInput,
): Promise<ReconciledPage | CursorLost | { problem: AttentionReason }> {
  try {
    return await systemLog.reconcilePage(input);
  } catch (error) {
    const problem = attentionReasonOf(error);
    if (problem === undefined) throw error;
    return { problem };
  }
}

/** The hires of the page are durable already: they do not wait for what a customer's workflow needs. */
async function startEventCards(from: ReadingPosition): Promise<void> {
  try {
    await eventCards.startEventCards({ from });
  } catch (error) {
    if (isCancellation(error)) throw error;
    log.error(
      'Event cards of a page of the System Log are not started: look at the failed activity',
      {
        reason: attentionReasonOf(error),
      },
    );
  }
}

function now(): string {
  return new Date().toISOString();
}
