/** Why a run is parked: what a person must repair before it can go on. */
export type AttentionReason = keyof typeof attention;

interface Attention {
  /** What is wrong, in plain words, without personal data. */
  explanation: string;
  /** The one action that helps. */
  action: string;
  /** After how long the run looks again by itself. */
  lookAgainAfter: '1 hour' | '1 day';
}

const profileIsRepaired =
  'the run goes on by itself when the profile changes, or after the signal profileChanged.';

/** The closed set of reasons. A key, once used, is stable for ever: it is stored in search attributes. */
export const attention = {
  'phone-missing': {
    explanation: 'The Okta profile has no phone number.',
    action: `Enter the mobile number in HR or in the Okta profile; ${profileIsRepaired}`,
    lookAgainAfter: '1 day',
  },
  'phone-unusable': {
    explanation: 'The phone number in the Okta profile is not a number that can receive texts.',
    action: `Correct the mobile number in HR or in the Okta profile; ${profileIsRepaired}`,
    lookAgainAfter: '1 day',
  },
  'phone-rejected': {
    explanation: 'Okta refused the phone number as invalid.',
    action: `Check the mobile number with the person and correct it; ${profileIsRepaired}`,
    lookAgainAfter: '1 day',
  },
  'other-phone-enrolled': {
    explanation: 'Another phone number is already enrolled for this user.',
    action:
      'Decide which number is right: correct the profile, or remove the enrolled phone in Okta; then send the signal profileChanged.',
    lookAgainAfter: '1 day',
  },
  'sms-not-allowed': {
    explanation: 'The MFA enrollment policy that applies to the user does not allow SMS.',
    action:
      "Let Group A's enrollment policy allow the phone and put it ahead of the others; then send the signal profileChanged.",
    lookAgainAfter: '1 hour',
  },
  'telephony-missing': {
    explanation: 'The Okta org has no telephony provider for SMS.',
    action:
      'Configure a telephony provider or inline hook in Okta; then send the signal profileChanged.',
    lookAgainAfter: '1 hour',
  },
  'mail-address-missing': {
    explanation: 'The Okta profile has neither a secondary nor a primary mail address.',
    action: `Enter a mail address in the Okta profile; ${profileIsRepaired}`,
    lookAgainAfter: '1 day',
  },
  'mail-refused': {
    explanation: 'The mail server refused the mail to this person for good.',
    action: `Correct the mail address, or the sender's rights on the mail server; ${profileIsRepaired}`,
    lookAgainAfter: '1 day',
  },
  'okta-credential-rejected': {
    explanation: "Okta rejected the worker's credential.",
    action: 'Give the worker a valid Okta credential and restart it; then send profileChanged.',
    lookAgainAfter: '1 hour',
  },
  'okta-permission-missing': {
    explanation: "The worker's Okta credential may not do this.",
    action: 'Give it the missing scope or admin role; then send the signal profileChanged.',
    lookAgainAfter: '1 hour',
  },
  'okta-refused': {
    explanation: 'Okta refused a call for a reason that preenroll does not know.',
    action:
      "Look at the failed activity's error code in the run, repair the cause, then send the signal profileChanged.",
    lookAgainAfter: '1 hour',
  },
} as const satisfies Record<string, Attention>;
