import type { CountryCode } from 'libphonenumber-js/max';
import type { CompletionRule } from '../contract/pre-enroll-user.js';

/** What the activities must know of the org and of the company's wishes. */
export interface EnrollmentSettings {
  /** In order: a hire belongs to the first that takes him. */
  populations: readonly Population[];
  /** Ids of our service app or API token: who of Okta's actors is us. */
  ownActors: readonly string[];
}

/** Hires who are treated alike. */
export interface Population {
  name: string;
  /** Ids of the two groups: A's policy allows SMS only, B's all other factors. */
  groups: { A: string; B: string };
  /** True if whoever is in Group A counts as put there by us, because HR creates its hires in it. */
  trustsGroupA: boolean;
  /** Profile attributes that may hold the phone number; the first that is filled counts. */
  phoneAttributes: readonly string[];
  /** The country of a number that is written without `+`. Without it such a number is unusable. */
  defaultCountry?: CountryCode | undefined;
  /** The countries whose numbers are expected. Absent: all. */
  phoneCountries?: readonly CountryCode[] | undefined;
  /** Whether a number that another user has too holds the hire. */
  holdsSharedPhones: boolean;
  /** Whether a number that changes in the profile after the enrollment holds the hire. */
  holdsChangedPhones: boolean;
  /** Whether Okta's policies are looked at before anybody is put into a group. */
  checksPolicies: boolean;
  completionRule: CompletionRule;
  /** Whom of the created users it takes. Absent, or both lists empty: all. */
  hires?:
    | {
        /** Ids of user types. Empty: of all types. */
        userTypes: readonly string[];
        /** Ids of groups; one of them is enough. Empty: also those who are in none. */
        groups: readonly string[];
      }
    | undefined;
  /** The profile attribute that names the batch a hire belongs to, such as the start date. */
  batchAttribute?: string | undefined;
  /** The profile attribute with the first working day, as ISO 8601. */
  startDateAttribute?: string | undefined;
  waiting: WaitingSettings;
  /** From how many days on somebody in Group A is on the list of the daily sweep. */
  sittingDays: number;
}

/** What is done while a run waits for the activation. Times in milliseconds after the activation mail. */
export interface WaitingSettings {
  reminders: readonly number[];
  workingHours: WorkingHours;
  /** How long Okta's activation links live. */
  linkLifetime: number;
  escalation: {
    managerAfter?: number | undefined;
    /** The attribute with the id, login or mail address of the manager's user. */
    managerAttribute: string;
    operatorsAfter?: number | undefined;
    operatorsAddress?: string | undefined;
  };
  expiry: {
    /** Absent: a run waits without end. */
    after?: number | undefined;
    removesFromGroupA: boolean;
    unenrollsSms: boolean;
  };
}

export interface WorkingHours {
  /** Minutes after midnight. */
  from: number;
  to: number;
  /** 1 is Monday, 7 Sunday. */
  days: readonly number[];
  /** The attribute with the hire's IANA time zone. */
  timeZoneAttribute: string;
  /** Where the profile names none. */
  timeZone: string;
}
