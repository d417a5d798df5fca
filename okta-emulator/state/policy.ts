export type EnrollSelf = 'REQUIRED' | 'OPTIONAL' | 'NOT_ALLOWED';

/** An MFA enrollment policy. */
export interface Policy {
  id: string;
  name: string;
  description: string | null;
  status: 'ACTIVE' | 'INACTIVE';
  /** The default policy: applies to everyone, always last, can't be deleted. */
  system: boolean;
  /** The lowest number wins. */
  priority: number;
  created: Date;
  lastUpdated: Date;
  /** Applies to the members of any of them. */
  includedGroupIds: string[];
  settings: PolicySettings;
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
  system: boolean;
  created: Date;
  lastUpdated: Date;
  conditions: Record<string, unknown> | null;
  actions: { enroll: { self: 'CHALLENGE' | 'LOGIN' | 'NEVER' | 'NEVER_INCLUDING_RECOVERY' } };
}
