/** Why a run is parked: what a person must repair before it can go on. */
export type AttentionReason = keyof typeof attention;

export interface Attention {
  /** What is wrong, in plain words, without personal data. */
  explanation: string;
  /** Who can repair it. */
  whoCanFix:
    'HR' | 'an Okta administrator' | 'the operators of preenroll' | 'the mail administrator';
  /** The one action that helps. */
  action: string;
  /** What an operator's `accept` has the run do for this one person. Absent: nothing can be accepted. */
  onAccept?: string;
  /** `configuration`: what stops one hire stops many, and is repaired for all of them at once. */
  concerns: 'person' | 'configuration';
  /** After how long the run looks again by itself. */
  lookAgainAfter: '10 minutes' | '1 hour' | '1 day';
}

const profileIsRepaired = 'the run goes on by itself when the profile changes.';
const policiesAreRepaired =
  'the hires who are held go on by themselves within the hour; `preenroll resume` makes them look at once.';

/** The closed set of reasons. A key, once used, is stable for ever: it is stored in search attributes. */
export const attention = {
  'phone-missing': {
    explanation: 'The Okta profile has no phone number.',
    whoCanFix: 'HR',
    action: `Enter the mobile number in HR or in the Okta profile; ${profileIsRepaired}`,
    concerns: 'person',
    lookAgainAfter: '1 day',
  },
  'phone-unusable': {
    explanation:
      'The phone number in the Okta profile cannot receive texts: it is not valid, or a fixed line, toll-free or premium number.',
    whoCanFix: 'HR',
    action: `Correct the mobile number in HR or in the Okta profile; ${profileIsRepaired}`,
    concerns: 'person',
    lookAgainAfter: '1 day',
  },
  'phone-country-unexpected': {
    explanation: 'The phone number belongs to a country that the population does not expect.',
    whoCanFix: 'HR',
    action: `Check the number with the person. If it is wrong, correct it in HR: ${profileIsRepaired} If it is right, accept it.`,
    onAccept: 'enrolls the number in spite of its country',
    concerns: 'person',
    lookAgainAfter: '1 day',
  },
  'phone-shared': {
    explanation: 'Another user of the org has the same phone number.',
    whoCanFix: 'HR',
    action: `Find out whose number it is. If it is wrong, correct it in HR: ${profileIsRepaired} If both may have it, accept it.`,
    onAccept: 'enrolls the number although another user has it too',
    concerns: 'person',
    lookAgainAfter: '1 day',
  },
  'phone-changed': {
    explanation: 'The phone number in the profile is no longer the one that was enrolled.',
    whoCanFix: 'HR',
    action: `Find out which number is right. If it is the enrolled one, set it again in HR: ${profileIsRepaired} If it is the new one, accept it.`,
    onAccept: 'enrolls the new number instead of the one that preenroll had enrolled',
    concerns: 'person',
    lookAgainAfter: '1 day',
  },
  'phone-rejected': {
    explanation: 'Okta refused the phone number as invalid.',
    whoCanFix: 'HR',
    action: `Check the mobile number with the person and correct it; ${profileIsRepaired}`,
    concerns: 'person',
    lookAgainAfter: '1 day',
  },
  'other-phone-enrolled': {
    explanation: 'Another phone number, which preenroll did not enroll, is enrolled for this user.',
    whoCanFix: 'the operators of preenroll',
    action: `Decide which number is right. If it is the enrolled one, correct the profile: ${profileIsRepaired} If it is that of the profile, accept it.`,
    onAccept: 'unenrolls the other phone, and enrolls the number of the profile',
    concerns: 'person',
    lookAgainAfter: '1 day',
  },
  'factor-lost': {
    explanation: 'The phone that preenroll enrolled is not enrolled any more.',
    whoCanFix: 'the operators of preenroll',
    action:
      "Find out in Okta's System Log who removed it. If nobody meant to, accept: the number of the profile is enrolled again.",
    onAccept: 'enrolls the number of the profile again',
    concerns: 'person',
    lookAgainAfter: '1 day',
  },
  'group-a-not-ours': {
    explanation: 'The person was put into Group A, and not by preenroll.',
    whoCanFix: 'the operators of preenroll',
    action:
      'If the person is a hire to be enrolled, accept. If not, take the person out of Group A: the run ends by itself.',
    onAccept: 'takes the person over, as if preenroll had put them into Group A',
    concerns: 'person',
    lookAgainAfter: '1 day',
  },
  'sms-not-allowed': {
    explanation: 'The MFA enrollment policy that applies to the user does not allow SMS.',
    whoCanFix: 'an Okta administrator',
    action: `Let Group A's enrollment policy allow the phone and put it ahead of the others; ${policiesAreRepaired}`,
    concerns: 'configuration',
    lookAgainAfter: '1 hour',
  },
  'policy-a-forbids-sms': {
    explanation: 'No active MFA enrollment policy for Group A allows SMS.',
    whoCanFix: 'an Okta administrator',
    action: `Give Group A an active enrollment policy with a rule, which allows the phone; ${policiesAreRepaired}`,
    concerns: 'configuration',
    lookAgainAfter: '1 hour',
  },
  'policy-a-not-first': {
    explanation:
      'An MFA enrollment policy for Group B or for everyone comes before the one for Group A.',
    whoCanFix: 'an Okta administrator',
    action: `Put Group A's enrollment policy ahead of the others; ${policiesAreRepaired}`,
    concerns: 'configuration',
    lookAgainAfter: '1 hour',
  },
  'policy-b-forbids-sms': {
    explanation:
      'The MFA enrollment policy of Group B does not allow SMS: whoever is moved there could not use the enrolled phone.',
    whoCanFix: 'an Okta administrator',
    action: `Let Group B's enrollment policy allow the phone too; ${policiesAreRepaired}`,
    concerns: 'configuration',
    lookAgainAfter: '1 hour',
  },
  'sign-on-without-mfa': {
    explanation: 'No sign-on policy of the org asks for a second factor.',
    whoCanFix: 'an Okta administrator',
    action: `Let a rule of the sign-on policy require MFA; ${policiesAreRepaired}`,
    concerns: 'configuration',
    lookAgainAfter: '1 hour',
  },
  'telephony-missing': {
    explanation: 'The Okta org has no telephony provider for SMS.',
    whoCanFix: 'an Okta administrator',
    action: `Configure a telephony provider or inline hook in Okta; ${policiesAreRepaired}`,
    concerns: 'configuration',
    lookAgainAfter: '1 hour',
  },
  'mail-address-missing': {
    explanation: 'The Okta profile has neither a secondary nor a primary mail address.',
    whoCanFix: 'HR',
    action: `Enter a mail address in the Okta profile; ${profileIsRepaired}`,
    concerns: 'person',
    lookAgainAfter: '1 day',
  },
  'mail-refused': {
    explanation: 'The mail server refused the mail to this person for good.',
    whoCanFix: 'the mail administrator',
    action: `Correct the mail address in the profile: ${profileIsRepaired} Or correct the sender's rights on the mail server, and resume.`,
    concerns: 'person',
    lookAgainAfter: '1 day',
  },
  'mail-bounced': {
    explanation: "Okta's activation mail to this person came back.",
    whoCanFix: 'HR',
    action: `Correct the mail address in the Okta profile; ${profileIsRepaired} A mail with a new link goes out then.`,
    onAccept: 'leaves it at that, and goes on waiting without another mail',
    concerns: 'person',
    lookAgainAfter: '1 day',
  },
  'switch-unfinished': {
    explanation:
      'The person is in both groups: for ten minutes Okta has not taken them out of Group A.',
    whoCanFix: 'an Okta administrator',
    action:
      'See whether Okta works, and whether a group rule puts the person back into Group A; the run tries again by itself every ten minutes.',
    concerns: 'person',
    lookAgainAfter: '10 minutes',
  },
  'population-unknown': {
    explanation: 'The configuration no longer has the population that this hire belongs to.',
    whoCanFix: 'the operators of preenroll',
    action:
      'Put the population back into the configuration under its old name, and restart the workers.',
    concerns: 'configuration',
    lookAgainAfter: '1 hour',
  },
  'phone-correction-unreadable': {
    explanation: "The corrected phone number cannot be decrypted with this worker's key.",
    whoCanFix: 'the operators of preenroll',
    action:
      'Give all workers the PAYLOAD_ENCRYPTION_KEY that `preenroll correct-phone` was called with, or correct the phone again.',
    concerns: 'person',
    lookAgainAfter: '1 hour',
  },
  'okta-credential-rejected': {
    explanation: "Okta rejected the worker's credential, or gives it no token.",
    whoCanFix: 'the operators of preenroll',
    action:
      'See in the failed activity what is wrong. Give the worker a valid Okta credential and restart it (a key or token in a file is read again without); the runs that are stopped go on by themselves within the hour; `preenroll resume` makes them look at once.',
    concerns: 'configuration',
    lookAgainAfter: '1 hour',
  },
  'okta-permission-missing': {
    explanation: "The worker's Okta credential may not do this.",
    whoCanFix: 'an Okta administrator',
    action: `Give it the missing scope or admin role; ${policiesAreRepaired}`,
    concerns: 'configuration',
    lookAgainAfter: '1 hour',
  },
  'okta-refused': {
    explanation: 'Okta refused a call for a reason that preenroll does not know.',
    whoCanFix: 'the operators of preenroll',
    action:
      "Look at the failed activity's error code in the run, repair the cause, then `preenroll resume` the hire.",
    concerns: 'person',
    lookAgainAfter: '1 hour',
  },
} as const satisfies Record<string, Attention>;

/** True if the text is one of the reasons. */
export function isAttentionReason(text: string): text is AttentionReason {
  return Object.hasOwn(attention, text);
}

/** The same entry, with what not every one of them has. */
export function attentionTo(reason: AttentionReason): Attention {
  return attention[reason];
}
