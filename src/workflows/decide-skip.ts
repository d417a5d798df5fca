import type { Hire } from '../activities/read-hire.js';
import type { EndedJourney } from '../contract/earlier-enrollment.js';
import type { PreEnrollUserInput, SkipReason } from '../contract/pre-enroll-user.js';

/** True if there is nobody left to enroll: deleted, or deactivated. */
export function isRemoved(userStatus: string): boolean {
  return userStatus === 'DELETED' || userStatus === 'DEPROVISIONED';
}

/**
 * Why there is nothing to do for a user, if so. Group A is the product's own: who is in it, is ours; who is past
 * activation without being in it, is not, and is never moved.
 */
export function decideSkip({
  userStatus,
  inGroupA,
  inGroupB,
  notConcerned,
}: Hire): SkipReason | undefined {
  if (notConcerned && !inGroupA) return 'not-concerned';
  if (inGroupB && !inGroupA) return 'already-in-group-b';
  if (!isBeforeActivation(userStatus) && !inGroupA) return 'already-active';
  return undefined;
}

/**
 * True if the person's last journey was ended by somebody, or by time, and nobody has asked for another since. Who was removed and is there again
 * is a new hire.
 */
export function isEndedForGood(
  ended: EndedJourney | undefined,
  { byHand, backfill }: Pick<PreEnrollUserInput, 'byHand' | 'backfill'>,
): boolean {
  if (ended === undefined || byHand === true || backfill !== undefined) return false;
  return ended.outcome !== 'removed';
}

/** STAGED and PROVISIONED users have not signed in yet; every other status comes after the first sign-in. */
function isBeforeActivation(userStatus: string): boolean {
  return userStatus === 'STAGED' || userStatus === 'PROVISIONED';
}
