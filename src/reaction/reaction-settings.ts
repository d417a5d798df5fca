import type { ActorKind } from '../contract/reaction.js';

/** What is a rule, as the configuration says it. */
export interface ReactionSettings {
  /** Whose enrollments are always alerted. */
  privileged: {
    /** Ids of groups; one of them is enough. */
    groups: readonly string[];
    /** `any`, or types such as `SUPER_ADMIN`. Absent: nobody is asked for roles. */
    adminRoles?: 'any' | readonly string[] | undefined;
    /** Attributes of the profile; a list of values counts if one of them fits. */
    attributes: readonly { name: string; values: readonly string[] }[];
  };
  highRisk: {
    /** Absent: countries are not compared. */
    newCountry?: CountryRule | undefined;
    /** Somebody else enrolled it for the user. */
    adminEnrolled: boolean;
    /** A factor of these families on a privileged user. */
    weakFactors: readonly string[];
    /** Absent: every hour is as good. */
    outsideHours?: Hours | undefined;
  };
  /** What makes no ticket although it is of high risk. */
  noise: readonly NoiseRule[];
  storm: { more: number; withinMs: number };
  notify: { person: boolean; securityAddress?: string | undefined };
}

interface CountryRule {
  /** How far back the user's own earlier events are read. */
  lookBackMs: number;
  /** What happened so shortly before is no earlier event: whoever has got in has just signed in from there. */
  settledMs: number;
}

/** As `WorkingHours` of the waiting, which the activities know. */
interface Hours {
  from: number;
  to: number;
  days: readonly number[];
  timeZoneAttribute: string;
  timeZone: string;
}

/** Fits what fits all that it names. */
export interface NoiseRule {
  /** Families: `phone`, `okta-verify`, … */
  factors?: readonly string[] | undefined;
  actors?: readonly ActorKind[] | undefined;
  /** Names of populations. */
  populations?: readonly string[] | undefined;
  /** Whether it may silence the enrollment of a privileged user. */
  privileged: boolean;
}
