import type { HireReference } from '../activities/hire-reference.js';
import type { EnrollmentChain } from './enrollment-chain.js';
import type { EnrollmentInbox } from './enrollment-inbox.js';
import type { EnrollmentRecord } from './enrollment-record.js';
import type { EnrollmentStep } from './enrollment-step.js';
import type { UntilRepaired } from './until-repaired.js';

/** The step whose result is the factor; it is replaced when the phone is enrolled again. Stored: never rename it. */
export const enrolledPhone = 'enrolled the phone as SMS factor, ACTIVE';

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
