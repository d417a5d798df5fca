import { setTimeout as sleep } from 'node:timers/promises';
import type { PreEnrollUserStatus } from '../contract/pre-enroll-user.js';
import type { HireRuns } from './hire-runs.js';

export interface FollowOptions {
  forMs?: number;
  everyMs?: number;
  /** A run that wakes to park again is for a moment where it was before. */
  quietForMs?: number;
}

/**
 * Watches what becomes of a run that was resumed: until it has parked again, waits for the activation, or has ended, and no longer than ten
 * seconds. A run that has taken the request leaves its hold before it answers anything else: one that says `needs-attention` has parked again, whatever
 * it says about the time, which a look without a change leaves as it was.
 *
 * @returns what it said last; undefined if no worker has answered
 */
export async function followResume(
  runs: Pick<HireRuns, 'ask'>,
  userId: string,
  { forMs = 10_000, everyMs = 500, quietForMs = 2_000 }: FollowOptions = {},
): Promise<PreEnrollUserStatus | undefined> {
  const until = Date.now() + forMs;
  let latest: PreEnrollUserStatus | undefined;
  let seenAt = Date.now();
  for (;;) {
    const answer = await runs.ask(userId);
    if (!('status' in answer)) return latest;
    if (answer.status.since !== latest?.since) seenAt = Date.now();
    latest = answer.status;
    if (hasSettled(latest) || Date.now() >= until) return latest;
    await sleep(everyMs);
  }

  function hasSettled({ stage }: PreEnrollUserStatus): boolean {
    switch (stage) {
      case 'awaiting-activation':
        return Date.now() - seenAt >= quietForMs;
      case 'preparing':
      case 'pre-enrolling':
      case 'switching-groups':
        return false;
      case 'pre-hire':
      case 'needs-attention':
      case 'completed':
      case 'expired':
      case 'undone':
      case 'removed':
        return true;
    }
  }
}
