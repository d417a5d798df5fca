import type { CompletionRule } from '../contract/pre-enroll-user.js';
import type { CountryCode } from 'libphonenumber-js/max';

/** What the activities must know of the org and of the company's wishes. */
export interface EnrollmentSettings {
  /** Ids of the two groups: A's policy allows SMS only, B's all other factors. */
  groups: { A: string; B: string };
  /** Profile attributes that may hold the phone number; the first that is filled counts. */
  phoneAttributes: readonly string[];
  /** The country of a number that is written without `+`. Without it such a number is unusable. */
  defaultCountry?: CountryCode | undefined;
  completionRule: CompletionRule;
  /** Whom of the created users we take. Absent, or both lists empty: all. */
  hires?: {
    /** Ids of user types. Empty: of all types. */
    userTypes: readonly string[];
    /** Ids of groups; one of them is enough. Empty: also those who are in none. */
    groups: readonly string[];
  };
}
