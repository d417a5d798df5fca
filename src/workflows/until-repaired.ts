import { ActivityFailure, ApplicationFailure } from '@temporalio/workflow';
import { attention, type AttentionReason } from '../contract/attention.js';
import { failureType, type NeedsAttentionDetails } from '../contract/failures.js';
import { okta } from './activities.js';
import type { EnrollmentChain } from './enrollment-chain.js';
import { isRemoved } from './decide-skip.js';
import type { EnrollmentInbox } from './enrollment-inbox.js';
import type { EnrollmentRecord } from './enrollment-record.js';

/** Ends the procedure: Okta says that the user is deleted or deactivated. */
export class UserRemoved extends Error {}

/** Repeats a step until it goes through. Throws {@link UserRemoved}. */
export type UntilRepaired = <T>(step: () => T | Promise<T>) => Promise<T>;

/**
 * When a step needs a person, the run parks under the reason, and tries again on any news about the user, on the signal
 * `profileChanged` from a person, or after the reason's own time. Before each try a long run continues as new.
 */
export function createUntilRepaired(
  userId: string,
  record: EnrollmentRecord,
  inbox: EnrollmentInbox,
  chain: EnrollmentChain,
): UntilRepaired {
  return async (step) => {
    for (;;) {
      await chain.continueInTime();
      const { news } = inbox;
      try {
        return await step();
      } catch (error) {
        const reason = attentionReasonOf(error);
        if (reason === undefined) throw error;
        // What Okta refuses for a user who is gone needs nobody's attention.
        if (await isGone(userId)) throw new UserRemoved();
        const resume = record.park(reason);
        await chain.waitForNews(news, attention[reason].lookAgainAfter);
        resume();
      }
    }
  };
}

/** False also where Okta refuses to tell, as it does to a credential that has expired: the run parks then, and looks again. */
async function isGone(userId: string): Promise<boolean> {
  try {
    return isRemoved((await okta.readHire({ userId })).userStatus);
  } catch (error) {
    if (attentionReasonOf(error) === undefined) throw error;
    return false;
  }
}

/** Parks the run from within a workflow, as the activities do by the same failure. */
export function needsAttention(reason: AttentionReason): ApplicationFailure {
  const details: NeedsAttentionDetails = [reason];
  return ApplicationFailure.create({ type: failureType.needsAttention, details });
}

export function attentionReasonOf(error: unknown): AttentionReason | undefined {
  const failure = error instanceof ActivityFailure ? error.cause : error;
  if (!(failure instanceof ApplicationFailure) || failure.type !== failureType.needsAttention) {
    return undefined;
  }
  const [reason] = failure.details as NeedsAttentionDetails;
  return reason;
}
