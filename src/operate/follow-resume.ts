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
 * seconds. Returns what it said last.
 *
 * @param resumed what it said when it was resumed
 */
export async function followResume(
  runs: Pick<HireRuns, 'ask'>,
  resumed: PreEnrollUserStatus,
  { forMs = 10_000, everyMs = 500, quietForMs = 2_000 }: FollowOptions = {},
): Promise<PreEnrollUserStatus> {
  const until = Date.now() + forMs;
  let latest = resumed;
  let seenAt = Date.now();
  while (Date.now() < until && !hasSettled(latest)) {
    await sleep(everyMs);
    const answer = await runs.ask(resumed.userId);
    if (!('status' in answer)) return latest;
    if (answer.status.since !== latest.since) seenAt = Date.now();
    latest = answer.status;
  }
  return latest;

  function hasSettled({ stage, since }: PreEnrollUserStatus): boolean {
    switch (stage) {
      case 'needs-attention':
        return isParkedAgain(resumed, { stage, since });
      case 'awaiting-activation':
        return Date.now() - seenAt >= quietForMs;
      case 'preparing':
      case 'pre-enrolling':
      case 'switching-groups':
        return false;
      case 'completed':
      case 'expired':
      case 'undone':
      case 'removed':
        return true;
    }
  }
}

/**
 * True if a run has gone on after it was resumed, and something needs attention once more.
 *
 * @param resumed what it said when it was resumed
 */
export function isParkedAgain(
  resumed: PreEnrollUserStatus,
  { stage, since }: Pick<PreEnrollUserStatus, 'stage' | 'since'>,
): boolean {
  if (stage !== 'needs-attention') return false;
  const resume = resumed.acts?.findLast(({ act, refused }) => act === 'resume' && !refused);
  if (resume) return since >= resume.at;
  return resumed.stage !== 'needs-attention' || since !== resumed.since;
}
