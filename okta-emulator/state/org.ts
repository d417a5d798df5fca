import type { ActivationMailer } from '../activation-mail/activation-mailer.js';
import type { SystemLog } from '../system-log/system-log.js';
import type { Access } from './access.js';
import type { ActivationToken } from './activation-token.js';
import type { Authenticator } from './authenticators.js';
import type { EventHook } from './event-hook.js';
import type { Group } from './group.js';
import type { GroupRule } from './group-rule.js';
import type { Listing } from './listing.js';
import type { PersonSession } from './person-session.js';
import type { Policy } from './policy.js';
import type { PhoneMessage } from './phones.js';
import type { ProfileIndex } from './profile-index.js';
import type { RecentAttempts } from './recent-attempts.js';
import type { TelephonyProvider } from './telephony-provider.js';
import type { User } from './user.js';
import type { UserSchema } from './user-schema.js';

/** `classic` is Okta's older Classic Engine, `idx` Identity Engine. */
export type Engine = 'classic' | 'idx';

/** Switches that Okta's admins find in the Admin Console. Tests and the admin endpoints may change them at any time. */
export interface OrgSettings {
  /** Customizations › Other: activation mails go to the secondary address too. */
  secondaryEmailEnabled: boolean;
  /** Identity Engine: a user with an enrolled authenticator is ACTIVE as soon as he is activated, password or not. */
  passwordOptional: boolean;
  /** Without a telephony provider Okta can't text, and refuses phone enrollments. */
  telephonyProviderActive: boolean;
  /** How long a change of membership takes until policies follow it, in milliseconds. */
  policyPropagationMs: number;
  /** How long an activation link works, in milliseconds. Okta lets an admin choose from 8 hours to 180 days; it holds for links handed out from then on. */
  activationLinkLifetimeMs: number;
  /** Whether the events about Okta's mails name the user besides the address. */
  mailEventsNameUser: boolean;
  /** Identity Engine: whether the events about factors name the enrollment besides the user. */
  factorEventsNameEnrollment: boolean;
  /** How long an event takes until `/api/v1/logs` shows it, in milliseconds; event hooks do not wait for it. */
  logDelayMs: number;
  /** How long Okta waits for a person to accept Okta Verify on the phone, in milliseconds. */
  pushActivationLifetimeMs: number;
  /** The code of every text, call and mail from now on, so that a test can know it before; drawn at random if null. */
  passCode: string | null;
  /** How long a new group takes until `search` finds it, in milliseconds. */
  groupSearchDelayMs: number;
  /** Whether a new policy without a priority goes before all others of its type; else it goes last. Okta was seen to do either. */
  newPoliciesComeFirst: boolean;
  /** How many event hooks may be ACTIVE at the same time. */
  mostActiveHooks: number;
  /** The secret of every authenticator app from now on, in base32, likewise. */
  sharedSecret: string | null;
  /** By how much Okta's clock is ahead of this machine's, in milliseconds: see `orgTime`. */
  clockSkewMs: number;
  /** Whether the org has custom admin roles and resource sets: not every edition of Okta has. */
  customAdminRolesAvailable: boolean;
  /** When the API token expires, in ISO 8601; 30 days after its last use if null. */
  apiTokenExpiresAt: string | null;
}

/** The whole state of the emulated org, in memory. */
export interface Org {
  readonly engine: Engine;
  /** Where browsers and API clients find the org; no slash at the end. */
  url: string;
  readonly settings: OrgSettings;
  /** The owner of the API token. */
  readonly admin: User;
  readonly access: Access;
  /** Changed by `directory.ts` only, like the four below: all of them tell the same. */
  readonly users: Map<string, User>;
  /** Lower-case login to user id. */
  readonly logins: Map<string, string>;
  readonly userListing: Listing<User>;
  readonly profileIndex: ProfileIndex;
  /** By group id, those at this moment. A group without an entry has none. */
  readonly members: Map<string, Listing<User>>;
  readonly groups: Map<string, Group>;
  readonly groupRules: Map<string, GroupRule>;
  readonly userSchema: UserSchema;
  /** On Classic, whose API does not show them, they decide likewise which factors the org lets people use. */
  readonly authenticators: Map<string, Authenticator>;
  readonly telephonyProviders: Map<string, TelephonyProvider>;
  readonly policies: Map<string, Policy>;
  readonly eventHooks: Map<string, EventHook>;
  readonly activationTokens: Map<string, ActivationToken>;
  readonly personSessions: Map<string, PersonSession>;
  /** Every text and call of Okta's, oldest first: what the phone page shows. */
  readonly texts: PhoneMessage[];
  /** The same by phone number. */
  readonly textsTo: Map<string, PhoneMessage[]>;
  /** Lower-case addresses that take no mail, and what happens to the next one: see `/_emulator/bounces`. */
  readonly bounces: Map<string, 'bounce' | 'dropped'>;
  /** Of enrollments, activations and resends. */
  readonly attempts: RecentAttempts;
  readonly log: SystemLog;
  readonly activationMailer: ActivationMailer;
}

/** Whether the user belongs to the group, or did at an earlier time. Everybody always belongs to a BUILT_IN group. */
export function isMember(org: Org, user: User, groupId: string, at = new Date()): boolean {
  return (
    org.groups.get(groupId)?.type === 'BUILT_IN' ||
    user.memberships.some(
      (membership) =>
        membership.groupId === groupId &&
        membership.added <= at &&
        (membership.removed === undefined || membership.removed > at),
    )
  );
}
