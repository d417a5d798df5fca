import type { RateLimit } from './okta-errors.js';

/**
 * The calls that set an org up, take that back, and look at how it is set up. Like `OktaClient`: one method is one HTTP request unless it says
 * otherwise, nothing is retried, and every method rejects with `OktaApiError` when Okta answers with an error and with `OktaUnreachableError` when it
 * does not answer in its form. What a credential lacks the scope or the role for is refused with 403 (`E0000006`, `E0000015`) or 401 (`E0000011`).
 */
export interface OktaOrgClient {
  /** `/.well-known/okta-organization`, which asks for no credential. `skewMs`: how far our clock is ahead of Okta's, by its `Date` header: right to a second. */
  readOrganization(): Promise<{ id: string; engine: Engine; skewMs: number }>;

  /** Every group of exactly this name, whoever owns it. A second request where the first finds none. */
  findGroupsByName(name: string): Promise<OrgGroup[]>;
  /** @returns undefined if there is none (404) */
  getGroup(groupId: string): Promise<OrgGroup | undefined>;
  createGroup(group: { name: string; description: string }): Promise<OrgGroup>;
  /** Repeatable: a group that is gone (404) counts as deleted. */
  deleteGroup(groupId: string): Promise<void>;
  /** One request for each page. */
  listGroupRules(): Promise<GroupRule[]>;

  /** The attributes of the default user type, base and custom. */
  listUserAttributes(): Promise<UserAttribute[]>;
  /** Adds a custom attribute that holds a text. Repeatable: the schema is merged. */
  addUserAttribute(attribute: NewUserAttribute): Promise<void>;
  /** Repeatable. With the attribute goes what the users have in it. */
  removeUserAttribute(name: string): Promise<void>;

  /** With their rules: one request more for each policy. By priority. Classic has no `ACCESS_POLICY`: none. */
  listPolicies(type: PolicyType): Promise<OrgPolicy[]>;
  createPolicy(policy: PolicyBody): Promise<Omit<OrgPolicy, 'rules'>>;
  /** Everything but its rules. */
  replacePolicy(policyId: string, policy: PolicyBody): Promise<Omit<OrgPolicy, 'rules'>>;
  /** Repeatable, as above. Its rules go with it. */
  deletePolicy(policyId: string): Promise<void>;
  createPolicyRule(policyId: string, rule: PolicyRuleBody): Promise<PolicyRule>;
  /** Repeatable. */
  deletePolicyRule(policyId: string, ruleId: string): Promise<void>;

  /** Active in the org or not. Identity Engine only: Classic refuses it. */
  listAuthenticators(): Promise<OrgAuthenticator[]>;
  /** Such as `sms` and `voice` of the phone, with their status. Identity Engine only. */
  listAuthenticatorMethods(authenticatorId: string): Promise<{ type: string; status: string }[]>;
  /** The org's own providers of text messages; an empty list where Okta's is used, or none, or an inline hook, and where Okta knows no such list (404). */
  listTelephonyProviders(): Promise<{ id: string; isEnabled: boolean; isPrimary: boolean }[]>;

  listEventHooks(): Promise<OrgEventHook[]>;
  createEventHook(hook: EventHookBody): Promise<OrgEventHook>;
  /** Another channel makes it UNVERIFIED. */
  replaceEventHook(hookId: string, hook: EventHookBody): Promise<OrgEventHook>;
  /** Okta calls the endpoint at once; 400 `E0000001` if that does not answer as it must. */
  verifyEventHook(hookId: string): Promise<OrgEventHook>;
  activateEventHook(hookId: string): Promise<OrgEventHook>;
  /** Deactivates it first, as Okta wants it: two requests. Repeatable. */
  deleteEventHook(hookId: string): Promise<void>;

  /** Custom roles, with their permissions: one request more for each. */
  listAdminRoles(): Promise<AdminRole[]>;
  createAdminRole(role: Omit<AdminRole, 'id'> & { description: string }): Promise<AdminRole>;
  /** Repeatable. */
  deleteAdminRole(roleId: string): Promise<void>;
  /** With their resources: one request more for each. */
  listResourceSets(): Promise<ResourceSet[]>;
  createResourceSet(set: Omit<ResourceSet, 'id'> & { description: string }): Promise<ResourceSet>;
  /** Repeatable. */
  deleteResourceSet(resourceSetId: string): Promise<void>;
  /** Who holds the role on the resources, as URLs of users, groups and service apps; undefined if it is bound to nobody (404). */
  listRoleHolders(resourceSetId: string, roleId: string): Promise<string[] | undefined>;
  /** Gives the role on the resources to one more holder: a second request where it had none. Repeatable. */
  bindRole(resourceSetId: string, roleId: string, holder: string): Promise<void>;
  /** Takes the role on the resources from all its holders. Repeatable. */
  unbindRole(resourceSetId: string, roleId: string): Promise<void>;
  /** The types of the admin roles that a service app holds, such as `READ_ONLY_ADMIN`, by its client id. */
  listRolesOfApp(clientId: string): Promise<string[]>;

  /**
   * The API token that the calls are made with: the one of its owner's that was used last. When that was, and when it dies if it is not used again.
   * Undefined for a service app. Two requests.
   */
  readOwnApiToken(): Promise<ApiToken | undefined>;
  /** Of the bucket that the request counted against. */
  readRateLimit(path: string): Promise<RateLimit | undefined>;
}

/** `v1` in Okta's own answer is Classic Engine, `idx` Identity Engine. */
export type Engine = 'classic' | 'idx';

export interface OrgGroup {
  id: string;
  /** OKTA_GROUP, APP_GROUP or BUILT_IN; treat it as open. */
  type: string;
  name: string;
}

/** A rule puts users into groups, and takes those out whom it no longer matches. */
export interface GroupRule {
  id: string;
  name: string;
  status: string;
  /** Of the groups that it fills. */
  groupIds: string[];
}

export interface UserAttribute {
  name: string;
  isCustom: boolean;
  type: string;
  /** What users may do with their own: READ_WRITE, READ_ONLY, HIDE; undefined if the schema does not say. */
  self?: string;
}

export interface NewUserAttribute {
  name: string;
  title: string;
  description: string;
  maxLength: number;
  self: 'READ_ONLY' | 'HIDE';
}

export type PolicyType = 'MFA_ENROLL' | 'OKTA_SIGN_ON' | 'ACCESS_POLICY';

export interface OrgPolicy {
  id: string;
  type: PolicyType;
  name: string;
  status: string;
  /** The lowest number decides. */
  priority: number;
  /** Okta's own default policy. */
  isSystem: boolean;
  /** Of the groups that it names. */
  groupIds: string[];
  /** As Okta sends them: in the form of either engine. */
  settings: Record<string, unknown> | undefined;
  rules: PolicyRule[];
}

export interface PolicyRule {
  id: string;
  name: string;
  status: string;
  priority: number;
  isSystem: boolean;
  /** As Okta sends them. */
  actions: Record<string, unknown>;
  conditions: Record<string, unknown> | undefined;
}

/** As Okta's API takes it: raw, for the SDK drops the settings of Classic's enrollment policies. */
export type PolicyBody = Record<string, unknown> & { type: PolicyType; name: string };
type PolicyRuleBody = Record<string, unknown> & { type: string; name: string };

export interface OrgAuthenticator {
  id: string;
  /** `phone_number`, `okta_verify`, … */
  key: string;
  status: string;
}

export interface OrgEventHook {
  id: string;
  name: string;
  status: string;
  verificationStatus: string;
  url: string;
  eventTypes: string[];
  /** Whether Okta is told to leave out some of them. */
  hasFilter: boolean;
}

export interface EventHookBody {
  name: string;
  url: string;
  eventTypes: readonly string[];
  /** Sent as `Authorization`. Okta never tells it again. */
  secret: string;
}

export interface AdminRole {
  id: string;
  label: string;
  /** Such as `okta.groups.members.manage`. */
  permissions: string[];
}

export interface ResourceSet {
  id: string;
  label: string;
  /** As URLs or ORNs. */
  resources: string[];
}

export interface ApiToken {
  name: string;
  /** ISO 8601. */
  expiresAt: string | undefined;
  lastUpdated: string | undefined;
}
