import type { HireReference } from '../activities/hire-reference.js';
import type { EnrollmentChain } from './enrollment-chain.js';
import type { EnrollmentInbox } from './enrollment-inbox.js';
import type { EnrollmentRecord } from './enrollment-record.js';
import type { EnrollmentStep } from './enrollment-step.js';
import type { UntilRepaired } from './until-repaired.js';

/** The step whose result is the factor; it is replaced when the phone is enrolled again. Stored: never rename it. */
export const enrolledPhone = 'enrolled the phone as SMS factor, ACTIVE';

// So are the names of these: never change one.
export const intoGroupA = 'put into Group A';
export const toldOfEnrollment = 'sent the mail "MFA enrolled"';
export const turnedToActivation = 'turned to the activation';
export const activationMail = 'let Okta send the activation mail';
export const linkToActivated = 'sent a link to somebody who was activated before';
export const believed = 'believed the activation';
export const intoGroupB = 'put into Group B';

/** The `n`th time that the phone was enrolled again. */
export function enrolledAgain(n: number): string {
  return `enrolled the phone again (${n})`;
}

export function toldOfEnrollmentAgain(n: number): string {
  return `sent the mail "MFA enrolled" again (${n})`;
}

export function linkSentAgain(n: number): string {
  return `sent a new activation link, as an operator wanted (${n})`;
}

/** What the parts of the procedure share: the one hire, what is known of him, and how things are done. */
export interface Enrollment {
  /** What an activity is told of the hire, as of now. */
  hire: () => HireReference;
  inbox: EnrollmentInbox;
  record: EnrollmentRecord;
  chain: EnrollmentChain;
  untilRepaired: UntilRepaired;
  step: EnrollmentStep;
  /** False for runs that began when more was asked of Okta. */
  isLean: boolean;
}
