/** `OKTA_SIGN_ON` is what Identity Engine calls the global session policy; `ACCESS_POLICY`, the app sign-in policy, is of Identity Engine only. */
export type PolicyType = 'MFA_ENROLL' | 'OKTA_SIGN_ON' | 'ACCESS_POLICY';

export type EnrollSelf = 'REQUIRED' | 'OPTIONAL' | 'NOT_ALLOWED';

export interface Policy {
  id: string;
  type: PolicyType;
  name: string;
  description: string | null;
  status: 'ACTIVE' | 'INACTIVE';
  /** The default policy of its type: always last, can't be deleted. */
  system: boolean;
  /** Among the policies of its type; the lowest number wins. */
  priority: number;
  created: Date;
  lastUpdated: Date;
  /** Applies to the members of any of them. None for `ACCESS_POLICY`: it is for apps, not for people. */
  includedGroupIds: string[];
  /** Of `MFA_ENROLL` only. */
  settings?: PolicySettings;
  rules: PolicyRule[];
}

/** Identity Engine lists authenticators (`phone_number`), Classic factors (`okta_sms`); Okta takes either, never both. */
export type PolicySettings =
  | { type: 'AUTHENTICATORS'; authenticators: AuthenticatorSetting[] }
  | { type: 'FACTORS'; factors: Record<string, { enroll: { self: EnrollSelf } }> };

interface AuthenticatorSetting {
  key: string;
  enroll: { self: EnrollSelf };
}

export interface PolicyRule {
  id: string;
  name: string;
  status: 'ACTIVE' | 'INACTIVE';
  priority: number;
  /** Okta's own rule: can't be deleted or switched off. */
  system: boolean;
  created: Date;
  lastUpdated: Date;
  conditions: RuleConditions | null;
  /** Of the kind that its policy's type has. */
  actions: RuleActions;
}

/** Whom a rule is for. What else Okta knows is kept as it was given. */
interface RuleConditions {
  people?: { users?: Chosen | undefined; groups?: Chosen | undefined } | undefined;
  [condition: string]: unknown;
}

/** All but the excluded, if none is included. */
interface Chosen {
  include?: string[] | undefined;
  exclude?: string[] | undefined;
}

export type RuleActions = EnrollActions | SignOnActions | AppSignOnActions;

/** Of a rule of `MFA_ENROLL`. */
interface EnrollActions {
  enroll: { self: 'CHALLENGE' | 'LOGIN' | 'NEVER' | 'NEVER_INCLUDING_RECOVERY' };
}

/** Of a rule of `OKTA_SIGN_ON`. What else Okta knows is kept as it was given. */
interface SignOnActions {
  signon: {
    access: 'ALLOW' | 'DENY';
    requireFactor: boolean;
    factorPromptMode?: 'ALWAYS' | 'DEVICE' | 'SESSION' | undefined;
    [setting: string]: unknown;
  };
}

/** Of a rule of `ACCESS_POLICY`. What else Okta knows is kept as it was given. */
interface AppSignOnActions {
  appSignOn: {
    access: 'ALLOW' | 'DENY';
    verificationMethod?: VerificationMethod | undefined;
    [setting: string]: unknown;
  };
}

interface VerificationMethod {
  type: 'ASSURANCE' | 'AUTH_METHOD_CHAIN' | 'ID_PROOFING';
  /** Of `ASSURANCE`. */
  factorMode?: '1FA' | '2FA' | undefined;
  [setting: string]: unknown;
}
