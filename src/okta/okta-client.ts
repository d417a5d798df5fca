import type { QueuedBucket } from '../contract/task-queues.js';
import type { RateLimit } from './okta-errors.js';

/**
 * The calls that preenroll makes to Okta, in its own words. One method is one HTTP request, unless it says otherwise: nothing is retried,
 * cached or slept on here. Every method rejects with `OktaApiError` when Okta answers with an error, and with
 * `OktaUnreachableError` when it does not answer, or not in Okta's form.
 */
export interface OktaClient {
  /**
   * @param userId an id or a login
   * @returns undefined if there is no such user (404 `E0000007`)
   */
  getUser(userId: string): Promise<OktaUser | undefined>;
  /**
   * Who the credential belongs to: the owner of an API token. Undefined for a service app, which is no user (403 or 404).
   */
  getOwnUserId(): Promise<string | undefined>;
  /** Ids of up to ten users, deactivated ones left out, who have one of the values in one of the profile's attributes. Okta's index is some seconds behind. */
  findUserIds(attributes: readonly string[], values: readonly string[]): Promise<string[]>;
  /** A page of the users whom a search finds, or of a group's members; deactivated ones included. `after` is the last page's `next`; absent at the end. */
  listUsers(
    selection: UserSelection,
    after?: string,
  ): Promise<{ users: OktaUser[]; next?: string }>;
  listUserGroupIds(userId: string): Promise<string[]>;
  /** The types of the admin roles that the user holds, of himself or by a group, such as `SUPER_ADMIN`. */
  listAdminRoles(userId: string): Promise<string[]>;
  /** A page of a group's members, deactivated ones included. `after` is the last page's `next`; absent at the end. */
  listGroupMembers(
    groupId: string,
    after?: string,
  ): Promise<{ members: GroupMember[]; next?: string }>;
  /** Repeatable: 204 for a member too. Works for STAGED users. */
  addUserToGroup(groupId: string, userId: string): Promise<void>;
  /** Repeatable: a user who is not a member (404) counts as removed. */
  removeUserFromGroup(groupId: string, userId: string): Promise<void>;
  /** The factors that the user's enrollment policy allows now, as `factorType:provider`, such as `sms:OKTA`. */
  listAllowedFactors(userId: string): Promise<string[]>;
  /** The enrolled factors that the policy lets the caller see; an empty list does not prove that there is none. */
  listFactors(userId: string): Promise<OktaFactor[]>;
  /** Enrolls with `activate=true`: ACTIVE at once and no text is sent. */
  enrollSmsFactor(userId: string, phoneNumber: string): Promise<OktaFactor>;
  /**
   * Enrolls a factor that waits for its activation. For sms, call and email Okta sends a code at once. Not repeatable: an ACTIVE factor of the kind is
   * refused (400 `E0000001`), and a second code within 30 seconds too (429 `E0000109`, `E0000133`).
   */
  enrollFactor(userId: string, enrollment: FactorEnrollment): Promise<PendingFactor>;
  /**
   * Makes a pending factor ACTIVE, whose id may be another one then. Refused with 403 for a code that is wrong (`E0000068`), was used
   * (`E0000082`) or is too old (`E0000083`), and with 429 after five attempts in five minutes.
   */
  activateFactor(userId: string, factorId: string, passCode: string): Promise<OktaFactor>;
  /** Has Okta send another code for a pending sms, call or email factor. Each call is a message to the person; within 30 seconds it is refused (429). */
  resendFactorCode(userId: string, factor: OktaFactor): Promise<void>;
  /** How the activation of a pending push factor stands. Repeatable. */
  pollPushActivation(userId: string, factorId: string): Promise<PushActivation>;
  /** @returns undefined if there is no such factor (404). */
  getFactor(userId: string, factorId: string): Promise<OktaFactor | undefined>;
  /** Repeatable: a factor that is gone (404) counts as unenrolled. The number does not stay as a recovery phone, where it would be in the way of another. */
  unenrollFactor(userId: string, factorId: string): Promise<void>;
  /**
   * A new activation link for a PROVISIONED user, without a mail of Okta's; the older links no longer work. Harmless when repeated, but each
   * call ends the link of the one before. Others are refused with 403 `E0000038`.
   */
  renewActivationLink(userId: string): Promise<{ activationUrl: string }>;
  /** The MFA enrollment policies, in either engine's form; one request more for the rules of each that is active. */
  listEnrollmentPolicies(): Promise<EnrollmentPolicy[]>;
  /**
   * True if an active rule of an active sign-on policy (of Identity Engine's app sign-in policies too) asks for a second factor. One
   * request for each kind of policy and for the rules of each active policy, until one asks.
   */
  isMfaAskedFor(): Promise<boolean>;
  /** Sends Okta's activation mail. Not repeatable: a second call is refused with 403 `E0000016` or `E0000038`. */
  activateUser(userId: string): Promise<void>;
  /** How much of each bucket there is, by Okta's answers to one request for each; a bucket of which they do not tell is left out. */
  readRateLimits(): Promise<Partial<Record<QueuedBucket, RateLimit>>>;
  /** One page of the System Log, oldest first, as Okta sends it. */
  listLogEvents(query: { since: Date; filter: string }): Promise<unknown[]>;
  /**
   * One page of the System Log in polling mode: everything that Okta wrote down since a time, or since the page that gave the `next`
   * link, in the order of writing. An empty page is not the end: its link is followed later.
   * https://developer.okta.com/docs/reference/system-log-query/
   *
   * Rejects with `LogCursorRefusedError` if the link is none that Okta takes.
   */
  pollLog(from: LogPollStart | { next: string }): Promise<LogPage>;
}

/** Whom a search finds, in Okta's own words (`status eq "STAGED"`), or who is in a group, by its id. */
export type UserSelection = { search: string } | { group: string };

/** Where polling begins, and what it is about. */
export interface LogPollStart {
  since: Date;
  filter: string;
  /** Of events per page, at most 1,000. */
  limit: number;
}

export interface LogPage {
  /** As Okta sends them. */
  events: unknown[];
  /** To be followed as it is. */
  next: string;
  rateLimit: RateLimit | undefined;
}

export interface OktaUser {
  id: string;
  /** STAGED, PROVISIONED, ACTIVE, … Okta may add values: treat it as open. */
  status: string;
  /** The id of the user type, `oty…`. */
  typeId?: string;
  profile: Record<string, unknown>;
}

export interface OktaFactor {
  id: string;
  factorType: string;
  provider: string;
  status: string;
  /** E.164, for sms and call. */
  phoneNumber?: string;
  /** Where the codes of an email factor go. */
  email?: string;
  /** ISO 8601, by Okta's clock. */
  created?: string;
}

/** What is to be enrolled: a phone number for sms and call, an address for email, neither for the others. */
export interface FactorEnrollment {
  factorType: string;
  provider: string;
  /** E.164. */
  phoneNumber?: string;
  email?: string;
}

export interface PendingFactor extends OktaFactor {
  /** What the person needs to set up an app: a secret, told once. Absent for sms, call and email. */
  activation?: FactorActivation;
}

export interface FactorActivation {
  /** Base32. */
  sharedSecret?: string;
  /** Of a code, in seconds. */
  timeStep?: number;
  /** Of a code, in digits; for Google Authenticator that of the secret. */
  keyLength?: number;
  /** Where Okta shows the QR code: whoever has the link can set up the app. */
  qrCodeUrl?: string;
  /** ISO 8601. */
  expiresAt?: string;
}

/** The factor once the person has accepted; until then Okta's word: WAITING, REJECTED, TIMEOUT, … Treat it as open. */
type PushActivation = { factor: OktaFactor } | { factorResult: string };

export interface GroupMember {
  id: string;
  status: string;
  created: string;
}

/** An MFA enrollment policy, as far as it says whether the phone may be enrolled. */
export interface EnrollmentPolicy {
  isActive: boolean;
  /** Active, with one active rule at least: Okta passes over a policy without. */
  hasActiveRule: boolean;
  /** The lowest number decides. */
  priority: number;
  /** Ids of the groups that it names. */
  groupIds: string[];
  /** Okta's own default policy, one for the same group as that, or one that names no group. */
  isForEveryone: boolean;
  /** By text message. */
  phone: 'REQUIRED' | 'OPTIONAL' | 'NOT_ALLOWED';
}
