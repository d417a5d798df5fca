import { attentionTo, type AttentionReason } from '../../../src/contract/attention.js';
import type { PreEnrollUserStatus } from '../../../src/contract/pre-enroll-user.js';
import type { Pending } from './what-is-pending.js';

const minute = 60_000;
const hour = 60 * minute;

const lookAgainMs = { '10 minutes': 10 * minute, '1 hour': hour, '1 day': 24 * hour };

/** What a look may be late by: an outage is tried again once a minute, and the tests leave none of it for long. */
const slackMs = hour;

interface OpenRun {
  status: PreEnrollUserStatus;
  /** By the server's clock, in milliseconds. */
  now: number;
  /** When what the reason is about was last so. */
  lastTrue: ReadonlyMap<AttentionReason, number>;
  /** Absent where the run is in the midst of something. */
  pending?: Pending | undefined;
}

/**
 * What must never be of a run that is open, in words. It is on the operators' list for as long as nothing but they can bring it on, and not
 * when what it is there for was repaired before its last look. Pure.
 */
export function judgeStatus({ status, now, lastTrue, pending }: OpenRun): string[] {
  const violations: string[] = [];
  const { stage, attention } = status;
  if ((stage === 'needs-attention') !== (attention !== undefined)) {
    violations.push(`${stage}, for ${attention?.reason ?? 'no reason'}`);
  }
  if (attention !== undefined) {
    const agoMs = now - (lastTrue.get(attention.reason) ?? 0);
    if (agoMs > lookAgainMs[attentionTo(attention.reason).lookAgainAfter] + slackMs) {
      violations.push(`parked for ${attention.reason}, which is not so`);
    }
  }
  if (pending === undefined || pending.activities + pending.workflowTasks > 0) return violations;

  const { timerMs } = pending;
  if (timerMs === undefined) return [...violations, `${stage}, and nothing happens by itself`];
  // Whoever is waited for is looked at every six hours, and Okta's own changes every minute at most.
  const longest = { 'needs-attention': 24 * hour, 'awaiting-activation': 6 * hour };
  const allowed = stage in longest ? longest[stage as keyof typeof longest] : minute;
  if (timerMs > allowed) violations.push(`${stage}, and nothing happens for ${timerMs} ms`);
  return violations;
}
