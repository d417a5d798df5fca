import type { AttentionReason } from '../contract/attention.js';
import type { PhoneCorrection } from '../contract/operator.js';

/** What every activity is told of the hire whom it is about. No personal data. */
export interface HireReference {
  userId: string;
  /** Absent for runs that began before there were populations. */
  population?: string;
  /** What an operator has accepted for this person. */
  accepted?: readonly AttentionReason[];
  /** Where the phone number is, if not in the profile's attribute. */
  phone?: PhoneCorrection;
}

/** True if an operator has accepted for this person what the reason is about. */
export function isAccepted({ accepted = [] }: HireReference, reason: AttentionReason): boolean {
  return accepted.includes(reason);
}
