import {
  ActivityFailure,
  CancellationScope,
  condition,
  continueAsNew,
  getExternalWorkflowHandle,
  isCancellation,
  log,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { StartedRows } from '../activities/backfill.js';
import {
  backfillStatusQuery,
  pauseBackfillSignal,
  releaseRowsSignal,
  resumeBackfillSignal,
  type BackfillInput,
  type BackfillStatus,
  type CarriedBackfill,
  type RowOutcome,
} from '../contract/backfill.js';
import type { OperatorRequest } from '../contract/operator.js';
import { readRequest } from '../contract/operator-request.js';
import { backfillRowsWorkflowId } from '../contract/workflow-ids.js';
import { backfill } from './activities.js';
import { countOutcomes } from './count-outcomes.js';

const unknown: OperatorRequest = { operator: 'unknown', reason: 'unknown' };

// Pages end here long before Temporal would suggest it, unless a page takes very long.
const eventsBeforePage = 2_000;

/**
 * Starts the runs of many people through the same door as an event does, page by page, as many at a time as may be in progress together. It can
 * be paused and resumed; where it is cancelled, the rest is not started, and it ends with what was. It knows only how far it is: the rows and
 * what became of them are in the pages.
 */
export async function backfillPreEnrollment(input: BackfillInput): Promise<BackfillStatus> {
  const { name, request, selection, pages, total } = input;
  const at: CarriedBackfill = input.carried ?? {
    ...{ startedAt: new Date().toISOString(), started: 0, duplicates: 0 },
    ...{ page: 0, outcomes: [] },
  };
  let updatedAt = new Date().toISOString();
  let ended: 'done' | 'cancelled' | undefined;
  let attempt = new CancellationScope();

  setHandler(backfillStatusQuery, status);
  setHandler(pauseBackfillSignal, (by) => {
    const read = readRequest(by);
    at.pausedBy ??= 'request' in read ? read.request : unknown;
    updatedAt = new Date().toISOString();
    attempt.cancel();
  });
  setHandler(resumeBackfillSignal, () => {
    delete at.pausedBy;
    updatedAt = new Date().toISOString();
  });

  function status(): BackfillStatus {
    const inPage = countOutcomes(at.outcomes);
    return {
      ...{ name, total, startedAt: at.startedAt, updatedAt },
      state: ended ?? (at.pausedBy ? 'paused' : 'running'),
      started: at.started + inPage.started,
      duplicates: at.duplicates + inPage.duplicates,
      ...(at.pausedBy && { pausedBy: at.pausedBy }),
    };
  }

  /** Undefined if it was stopped before anybody was started. */
  async function startSome(): Promise<StartedRows | undefined> {
    attempt = new CancellationScope();
    try {
      return await attempt.run(() =>
        backfill.startBackfillRows({
          ...{ name, request, selection, page: at.page, from: at.outcomes.length },
          startedAt: at.startedAt,
          ...(at.lastStart !== undefined && { lastStart: at.lastStart }),
        }),
      );
    } catch (error) {
      // An attempt that fails while it is being stopped is not tried again, and ends with its own failure.
      const wasStopped = attempt.consideredCancelled;
      if (wasStopped && (isCancellation(error) || error instanceof ActivityFailure)) {
        return undefined;
      }
      throw error;
    }
  }

  async function startPage(): Promise<void> {
    for (;;) {
      await condition(() => at.pausedBy === undefined);
      const started = await startSome();
      if (started === undefined) continue;
      at.outcomes.push(...started.outcomes);
      if (started.lastStart !== undefined) at.lastStart = started.lastStart;
      updatedAt = new Date().toISOString();
      if (started.left === 0) return;
      if (workflowInfo().continueAsNewSuggested) await goOnAsNew();
    }
  }

  async function endPage(outcomes: RowOutcome[]): Promise<void> {
    await release(backfillRowsWorkflowId(name, selection, at.page), outcomes);
    const { started, duplicates } = countOutcomes(outcomes);
    at.started += started;
    at.duplicates += duplicates;
    at.outcomes = [];
    at.page += 1;
  }

  const goOnAsNew = () => continueAsNew<typeof backfillPreEnrollment>({ ...input, carried: at });

  try {
    while (at.page < pages) {
      await startPage();
      await CancellationScope.nonCancellable(() => endPage(at.outcomes));
      const isLong = workflowInfo().historyLength > eventsBeforePage;
      if (at.page < pages && isLong) await goOnAsNew();
    }
    ended = 'done';
  } catch (error) {
    if (!isCancellation(error)) throw error;
    await CancellationScope.nonCancellable(async () => {
      while (at.page < pages) await endPage(at.outcomes);
    });
    ended = 'cancelled';
  }
  delete at.pausedBy;
  updatedAt = new Date().toISOString();
  const { started, duplicates } = status();
  log.info('A backfill has ended', { name, state: ended, total, started, duplicates });
  return status();
}

/** Nothing hangs on a page that somebody has ended by force, but its own list of what became of its rows. */
async function release(page: string, outcomes: RowOutcome[]): Promise<void> {
  try {
    await getExternalWorkflowHandle(page).signal(releaseRowsSignal, outcomes);
  } catch (error) {
    log.warn('A page of a backfill could not be told what became of its rows', {
      page,
      error: String(error),
    });
  }
}
