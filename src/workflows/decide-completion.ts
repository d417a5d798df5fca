import type { ActivationFacts } from '../activities/activation.js';

/** Whether the completion rule is met; if not, what is missing, in plain words, or for what the run must be held. */
export type Completion =
  | { isComplete: true }
  | { isComplete: false; missing: string }
  | { isComplete: false; hold: NonNullable<ActivationFacts['hold']> };

export function decideCompletion(facts: ActivationFacts): Completion {
  if (facts.hold !== undefined) return { isComplete: false, hold: facts.hold };
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

const sixHours = 6 * 60 * 60_000;

// The System Log can be behind the news that woke the run: 10 s, 30 s, 2 min, 10 min.
const pausesForTheLog = [10_000, 30_000, 2 * 60_000, 10 * 60_000] as const;

/**
 * How long to wait for news before looking again, in milliseconds. Hooks can be lost: whoever has activated is found at the latest after
 * six hours.
 *
 * @param seen what the last look saw; absent before the first
 * @param looks how often the run has looked since the last news
 */
export function pauseBeforeNextLook(seen: ActivationFacts | undefined, looks: number): number {
  return (seen?.userStatus === 'ACTIVE' ? pausesForTheLog[looks] : undefined) ?? sixHours;
}
