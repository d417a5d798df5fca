import type { Hire } from '../activities/read-hire.js';
import type { SkipReason } from '../contract/pre-enroll-user.js';

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

/** STAGED and PROVISIONED users have not signed in yet; every other status comes after the first sign-in. */
function isBeforeActivation(userStatus: string): boolean {
  return userStatus === 'STAGED' || userStatus === 'PROVISIONED';
}
