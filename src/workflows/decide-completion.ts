import type { ActivationFacts } from '../activities/activation.js';

/** Whether the completion rule is met; if not, what is missing, in plain words. */
export function decideCompletion(
  facts: ActivationFacts,
): { isComplete: true } | { isComplete: false; missing: string } {
  if (facts.userStatus !== 'ACTIVE') {
    return { isComplete: false, missing: `Okta's status is ${facts.userStatus}, not yet ACTIVE` };
  }
  if (!facts.factorIsActive) {
    return { isComplete: false, missing: 'the enrolled SMS factor is not ACTIVE any more' };
  }
  if (facts.rule === 'mfa-verified' && facts.phoneVerification === undefined) {
    return { isComplete: false, missing: 'no sign-in with the phone has been seen yet' };
  }
  return { isComplete: true };
}

// Hooks can be lost: whoever has activated is found at the latest after this time.
const pauseWithoutNews = '6 hours';

// The System Log can be behind the news that woke the run.
const pausesForTheLog = ['10 seconds', '30 seconds', '2 minutes', '10 minutes'] as const;

/**
 * How long to wait for news before looking again.
 *
 * @param seen what the last look saw; absent before the first
 * @param looks how often the run has looked since the last news
 */
export function pauseBeforeNextLook(seen: ActivationFacts | undefined, looks: number) {
  return (seen?.userStatus === 'ACTIVE' ? pausesForTheLog[looks] : undefined) ?? pauseWithoutNews;
}
