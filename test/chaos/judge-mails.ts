import type { Facts, MailFacts } from './facts.js';
import { isNotice } from './judge-reactions.js';

/** Ours; to the secondary address. */
export const mfaEnrolled = 'MFA enrolled';

/** Okta's, to each of the two addresses. */
export const activation = {
  primary: 'activation, to the primary address',
  secondary: 'activation, to the secondary address',
};

const expected = [mfaEnrolled, activation.primary, activation.secondary];

/**
 * How long it takes at most until Temporal knows that a mail was taken: the mail server's answer, and one call of the worker's.
 * Milliseconds on an idle machine; two seconds on one that has more to do than it can.
 */
const reportingMs = 2_000;

export function countExtraMails(mails: readonly MailFacts[]): number {
  return mails.length - new Set(mails.map(identityOf)).size;
}

/** Of a hire there is one mail of a kind; of "was this you?" one for each act. */
function identityOf({ kind, messageId }: MailFacts): string {
  return isNotice(kind) ? messageId : kind;
}

export function hasAllMails(mails: readonly MailFacts[]): boolean {
  return expected.every((expectedKind) => mails.some(({ kind }) => kind === expectedKind));
}

/**
 * How many mails were taken without their sender being able to know, or to say so to Temporal: those whose connection the mail
 * server cut, and those of ours that it took while a worker or a part of Temporal was gone, or so shortly before that the
 * report may not have gone out. SMTP knows no way to make such a mail unsent, so that each may be sent once more. Okta's own mails
 * are no concern of worker and Temporal: Okta sends them when it is asked once.
 */
export function countAmbiguousMails({ hires, outages, cutMails }: Facts): number {
  const unreportable = outages.filter(({ part }) => part !== 'gateway');
  const unreported = hires
    .flatMap(({ mails }) => mails)
    .filter(
      ({ kind, takenAt }) =>
        (kind === mfaEnrolled || isNotice(kind)) &&
        unreportable.some(({ from, to }) => takenAt >= from - reportingMs && takenAt <= to),
    );
  return cutMails + unreported.length;
}
