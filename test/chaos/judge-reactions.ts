import type { HireFacts } from './facts.js';

/** True for our mail "was this you?", by its subject. */
export function isNotice(kind: string): boolean {
  return kind.startsWith('A new sign-in factor on your Okta account');
}

/** One ticket and one notice for each act, whatever has been sent twice. */
export function isReactedTo({ acts, tickets, mails }: HireFacts): boolean {
  const notices = mails.filter(({ kind }) => isNotice(kind));
  return tickets === acts && new Set(notices.map(({ messageId }) => messageId)).size === acts;
}

/**
 * What Okta, the mail server and the ticket system have seen is recorded, each effect once, and nothing else; and no intent is left without an outcome. For each
 * act there is its classification.
 */
export function isAudited({ effects, recorded = {}, acts }: HireFacts): boolean {
  const areRecorded = Object.entries(effects).every(
    ([action, times]) => (recorded[action]?.done ?? 0) === times,
  );
  const areEnded = Object.values(recorded).every(
    ({ intents, done, refused }) => intents === done + refused,
  );
  return areRecorded && areEnded && (recorded['reaction']?.facts ?? 0) === acts;
}
