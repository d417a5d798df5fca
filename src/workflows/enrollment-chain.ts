import {
  CancellationScope,
  condition,
  continueAsNew,
  patched,
  workflowInfo,
} from '@temporalio/workflow';
import type { Duration } from '@temporalio/common';
import type { PreEnrollUser, PreEnrollUserInput } from '../contract/pre-enroll-user.js';
import type { EnrollmentInbox } from './enrollment-inbox.js';
import type { EnrollmentRecord } from './enrollment-record.js';

/** The runs of one hire, each of which continues the one before as new: Temporal closes a run to signals after 10,000 of them. */
export interface EnrollmentChain {
  /** Waits for news beyond the number `heard`. False if the time passed without; true also if the run has become long meanwhile. */
  waitForNews(heard: number, timeout: Duration): Promise<boolean>;
  /** Waits until it is time, or the time has passed; no longer than until the run has become long. */
  waitUntil(isTime: () => boolean, timeout: Duration): Promise<boolean>;
  /** Continues as new, and never returns, if the run has become long. Only where nothing is under way. */
  continueInTime(): Promise<void>;
}

// A tenth of the limit: the rest is for what arrives while an activity waits for an outage to end.
const signalsPerRun = 1_000;

/** Call it at the top of the workflow. */
export function openChain(
  input: PreEnrollUserInput,
  record: EnrollmentRecord,
  inbox: EnrollmentInbox,
  isLean: boolean,
): EnrollmentChain {
  // Runs that began before may have waited where a long run now continues as new.
  const mayContinue = isLean || patched('continue-as-new');

  function isLong(): boolean {
    return mayContinue && (inbox.signals >= signalsPerRun || workflowInfo().continueAsNewSuggested);
  }

  return {
    waitForNews: (heard, timeout) => condition(() => inbox.news > heard || isLong(), timeout),
    waitUntil: (isTime, timeout) => condition(() => isTime() || isLong(), timeout),
    async continueInTime() {
      // A cancelled run ends at its next step; the next run would know nothing of the cancellation.
      if (!isLong() || CancellationScope.current().consideredCancelled) return;
      const { status, results } = record;
      await continueAsNew<PreEnrollUser>({
        ...input,
        carried: { status, results, inbox: inbox.known },
      });
    },
  };
}
