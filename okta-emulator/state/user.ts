import type { Factor } from './factor.js';
import type { RoleAssignment } from './role.js';

/** https://developer.okta.com/docs/reference/api/users/#user-status; LOCKED_OUT and PASSWORD_EXPIRED are not emulated. */
export type UserStatus = 'STAGED' | 'PROVISIONED' | 'ACTIVE' | 'SUSPENDED' | 'DEPROVISIONED';

export interface User {
  id: string;
  status: UserStatus;
  /** Created with `activate=false`: shows in how Okta answers the deactivation. */
  createdStaged: boolean;
  created: Date;
  /** When the user became ACTIVE. */
  activated: Date | null;
  statusChanged: Date | null;
  lastLogin: Date | null;
  lastUpdated: Date;
  passwordChanged: Date | null;
  profile: UserProfile;
  /** Undefined as long as the user has none. Never part of an answer. */
  password: string | undefined;
  factors: Factor[];
  /** Numbers that stay after their factors were removed without `removeRecoveryEnrollment`. */
  phones: { sms?: string | undefined; call?: string | undefined };
  /** What the user may administer, assigned to him alone. */
  roles: RoleAssignment[];
  /** Past ones included: policies follow a change of membership with a delay. */
  memberships: Membership[];
  /** Of the latest activation link, used or not. */
  activationToken?: string;
}

/** `login` is unique in the org, case-insensitively. Custom attributes stand next to Okta's own. */
export interface UserProfile {
  login: string;
  email: string;
  firstName: string | null;
  lastName: string | null;
  secondEmail: string | null;
  mobilePhone: string | null;
  [attribute: string]: unknown;
}

interface Membership {
  groupId: string;
  /** Of the group rule that put the user there; undefined for who was put there by hand. */
  ruleId?: string;
  added: Date;
  /** Undefined while the user is a member. */
  removed?: Date;
}

export function displayName({ profile }: User): string {
  return [profile.firstName, profile.lastName].filter(Boolean).join(' ') || profile.login;
}
