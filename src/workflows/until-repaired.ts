import { ActivityFailure, ApplicationFailure, isCancellation, log } from '@temporalio/workflow';
import { attentionTo, type AttentionReason } from '../contract/attention.js';
import {
  attentionReasonOf as reasonOf,
  failureType,
  type NeedsAttentionDetails,
} from '../contract/failures.js';
import { lookAgainSignal } from '../contract/pre-enroll-user.js';
import { fellows, users } from './activities.js';
import type { EnrollmentChain } from './enrollment-chain.js';
import { isRemoved } from './decide-skip.js';
import type { EnrollmentInbox } from './enrollment-inbox.js';
import type { EnrollmentRecord } from './enrollment-record.js';

/** Ends the procedure: Okta says that the user is deleted or deactivated. */
export class UserRemoved extends Error {}

/** Repeats a step until it goes through. Throws {@link UserRemoved}. */
export type UntilRepaired = <T>(step: () => T | Promise<T>) => Promise<T>;

interface Parts {
  userId: string;
  record: EnrollmentRecord;
  inbox: EnrollmentInbox;
  chain: EnrollmentChain;
  /** False for runs that began before runs told each other. */
  tellsFellows: boolean;
}

/** Parks the run under the reason until there is news beyond the number `heard`, or the reason's own time has passed. */
export async function hold(
  { record, chain }: Pick<Parts, 'record' | 'chain'>,
  reason: AttentionReason,
  heard: number,
): Promise<void> {
  const resume = record.park(reason);
  await chain.waitForNews(heard, attentionTo(reason).lookAgainAfter);
  resume();
}

/**
 * When a step needs a person, the run parks under the reason, and tries again on any news about the user, on an operator's request, or after
 * the reason's own time. Before each try a long run continues as new. Whoever gets past what a configuration had stopped makes all others
 * look who are stopped by it.
 */
export function createUntilRepaired(parts: Parts): UntilRepaired {
  const { userId, inbox, chain, tellsFellows } = parts;
  return async (step) => {
    let stoppedBy: AttentionReason | undefined;
    for (;;) {
      await chain.continueInTime();
      const { news } = inbox;
      try {
        const result = await step();
        if (stoppedBy && tellsFellows && inbox.known.latest !== lookAgainSignal.name) {
          await tellFellows(stoppedBy);
        }
        return result;
      } catch (error) {
        const reason = attentionReasonOf(error);
        if (reason === undefined) throw error;
        // What Okta refuses for a user who is gone needs nobody's attention.
        if (await isGone(userId)) throw new UserRemoved();
        stoppedBy = attentionTo(reason).concerns === 'configuration' ? reason : undefined;
        await hold(parts, reason, news);
      }
    }
  };
}

async function tellFellows(reason: AttentionReason): Promise<void> {
  try {
    await fellows.tellFellows({ reason });
  } catch (error) {
    if (isCancellation(error)) throw error;
    log.warn('The other runs are not told: each looks by itself within the hour', { reason });
  }
}

/** False also where Okta refuses to tell, as it does to a credential that has expired: the run parks then, and looks again. */
async function isGone(userId: string): Promise<boolean> {
  try {
    return isRemoved((await users.readHire({ userId })).userStatus);
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

/** Why a failure, of an activity or of the workflow itself, parks the run; undefined for every other error. */
export function attentionReasonOf(error: unknown): AttentionReason | undefined {
  return reasonOf(error instanceof ActivityFailure ? error.cause : error);
}
