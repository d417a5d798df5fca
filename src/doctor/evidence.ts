import type { Population } from '../activities/enrollment-settings.js';
import type { ReconciliationState } from '../contract/reconciliation.js';
import type { QueuedBucket } from '../contract/task-queues.js';
import type { EnrollmentPolicy, OktaUser } from '../okta/okta-client.js';
import type { RateLimit } from '../okta/okta-errors.js';
import type {
  ApiToken,
  Engine,
  GroupRule,
  OrgAuthenticator,
  OrgEventHook,
  OrgGroup,
  OrgPolicy,
  UserAttribute,
} from '../okta/org-client.js';

/** What the configuration says that the org and its surroundings are compared with. */
export interface DoctorSettings {
  populations: readonly Population[];
  /** The types that the event hook must be subscribed to. */
  hookEventTypes: readonly string[];
  /** Absent: ours is found by its path. */
  eventHookId?: string | undefined;
  intervalSeconds: number;
  /** How much of the rate limits may be used. */
  share: number;
  /** How many hires a day are expected; absent: as many as there were. */
  hiresPerDay?: number | undefined;
  /** The ids of the Schedules that this configuration wants. */
  scheduleIds: readonly string[];
  /** Where `preenroll` writes down what it does. */
  audit: 'none' | 'embedded' | 'database';
}

/** A name in the environment that is none of ours, but looks like one. */
export interface OddName {
  name: string;
  nearest: string;
}

/** Everything that checks judge, by name. Each is read once, when a check needs it. */
export interface Evidence {
  settings: DoctorSettings;
  oddNames: readonly OddName[];
  /** The file that TEMPORAL_CONFIG_FILE names. */
  temporalConfigFile: { isNamed: boolean; exists: boolean };

  organization: { engine: Engine; skewMs: number };
  credentialKind: 'api-token' | 'service-app';
  /** Undefined for a service app. */
  ownUser: { id: string } | undefined;
  apiToken: ApiToken | undefined;
  /** The types of the admin roles that the credential acts with. */
  ownRoles: readonly string[];
  /** Of a service app; undefined for an API token, which has none. */
  scopes:
    | { needed: readonly string[]; missing: readonly string[]; excessive: readonly string[] }
    | undefined;
  /** Whether a member could be taken out of a group that is none of ours; undefined if no such group is known. */
  reachesOtherGroups: boolean | undefined;

  groups: ReadonlyMap<string, OrgGroup | undefined>;
  groupRules: readonly GroupRule[];
  userAttributes: readonly UserAttribute[];
  sampledUsers: UserSample;

  enrollmentPolicies: readonly EnrollmentPolicy[];
  /** Those of enrollment, with the conditions of their rules. */
  orgPolicies: readonly OrgPolicy[];
  asksForMfa: boolean;

  phoneAuthenticator: {
    authenticator: OrgAuthenticator | undefined;
    smsMethod: string | undefined;
  };
  telephonyProviders: readonly { isEnabled: boolean; isPrimary: boolean }[];

  /** Ours among the org's; undefined if there is none. */
  eventHook: OrgEventHook | undefined;
  hookAnswer: HookAnswer;
  deliveryFailures: BoundedCount;
  hookEvents: EventRate;

  rateLimits: Partial<Record<QueuedBucket, RateLimit>>;
  /** By day, `2026-12-01`. */
  createdUsers: { byDay: ReadonlyMap<string, number>; isWhole: boolean };
  systemLogPage: { events: number };

  temporalServer: { version: string; isDevServer: boolean };
  namespace: { name: string; isRegistered: boolean; retentionMs: number };
  searchAttributes: { missing: readonly string[]; ofOtherType: readonly string[] };
  schedules: ReadonlyMap<string, ScheduleState | undefined>;
  /** Who polls which task queue. */
  pollers: ReadonlyMap<string, readonly Poller[]>;
  /** What the last pass left behind; undefined if there was none. */
  reconciliation: ReconciliationState | undefined;

  smtp: { isEncrypted: boolean };
  smtpWithTls: true;
  auditMigrations: { pending: readonly string[] };
  auditProbe: true;
}

export type EvidenceName = keyof Evidence;

/** Who is looked at in the place of all users. */
export interface UserSample {
  of: 'staged' | 'active';
  users: readonly OktaUser[];
  /** False if there are more than were read. */
  isWhole: boolean;
}

interface BoundedCount {
  count: number;
  /** False if there are more than were read. */
  isWhole: boolean;
}

/** Events since a time, of which the first ones were read. */
interface EventRate extends BoundedCount {
  /** What they would come to in a day. */
  perDay: number;
}

interface HookAnswer {
  status: number;
  /** Whether the challenge came back as Okta wants it. */
  isRight: boolean;
  ms: number;
}

export interface ScheduleState {
  isPaused: boolean;
  lastRunAt: Date | undefined;
}

export interface Poller {
  identity: string;
  buildId: string;
  /** By Temporal's clock. */
  lastSeenMs: number;
}
