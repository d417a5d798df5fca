import type { AttentionReason } from './attention.js';
import type { OperatorRequest } from './operator.js';
import type { CompletionEvidence } from './pre-enroll-user.js';

/**
 * What the audit store says about a journey of the person's that has begun and has not ended: of a run that was terminated, or that went with
 * Temporal's database. Times are ISO 8601. No personal data.
 */
export interface EarlierEnrollment {
  /** When we put the person into Group A. */
  groupASince?: string;
  /** Each factor that was enrolled, the first of the journey first. Empty after it was taken back. */
  enrollments: EarlierFactor[];
  /** When each mail of ours went out, or was left out, by its name, such as `activation-reminder-2`. */
  mails: Record<string, string>;
  /** The highest number of an enrollment that a mail was to tell of, and of a link that somebody has asked for. */
  toldEnrollments: number;
  resends: number;
  /** When Okta was asked to send its activation mail, and when that was done. `wasActivated`: the person had got one before, from somebody else. */
  activation?: { begun: string; at: string; wasActivated: boolean };
  /** On what the activation was believed, and since when the person is in Group B, if so. */
  believed?: { evidence: CompletionEvidence; groupBSince?: string };
  /** What operators have accepted for the person. */
  accepted: AttentionReason[];
  /** An operator has said where the number is: which number that was, Okta's factor alone knows. */
  phoneCorrected: boolean;
  /** An operator who wants all of it undone. */
  undo?: OperatorRequest;
}

/** The name under which `mails` has the mail that tells of an enrollment, of which 1 is the first. */
export function nameOfEnrolledMail(enrollment: number): string {
  return enrollment === 1 ? 'mfa-enrolled' : `mfa-enrolled-${enrollment}`;
}

interface EarlierFactor {
  factorId: string;
  origin: 'enrolled' | 'found';
  at: string;
}

/** How a journey ended, where no effect shows it. */
export type JourneyEnd = 'expired' | 'undone' | 'removed' | 'cancelled';

export interface EndedJourney {
  outcome: JourneyEnd;
  at: string;
}
