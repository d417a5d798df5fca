import type { AttentionReason } from '../contract/attention.js';
import type { OperatorAct, PhoneCorrection } from '../contract/operator.js';

/** What every activity is told of the hire whom it is about. No personal data. */
export interface HireReference {
  userId: string;
  /** Absent for runs that began before there were populations. */
  population?: string;
  /** What an operator has accepted for this person. */
  accepted?: readonly AttentionReason[];
  /** Where the phone number is, if not in the profile's attribute. */
  phone?: PhoneCorrection;
  /** Of the event that started the run: for the audit. */
  eventUuid?: string;
  /** What operators did to the run: for the audit, which records each once. */
  acts?: readonly OperatorAct[];
  /** Who asked for just this, and why: for the audit. */
  operator?: string;
  reason?: string;
}

/** True if an operator has accepted for this person what the reason is about. */
export function isAccepted({ accepted = [] }: HireReference, reason: AttentionReason): boolean {
  return accepted.includes(reason);
}
