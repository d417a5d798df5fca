import type { Factor } from './factor.js';

/** https://developer.okta.com/docs/reference/api/users/#user-status; LOCKED_OUT and PASSWORD_EXPIRED are not emulated. */
export type UserStatus = 'STAGED' | 'PROVISIONED' | 'ACTIVE' | 'SUSPENDED' | 'DEPROVISIONED';

export interface User {
  id: string;
  status: UserStatus;
  created: Date;
  /** When `lifecycle/activate` succeeded. */
  activated: Date | null;
  statusChanged: Date | null;
  lastLogin: Date | null;
  lastUpdated: Date;
  passwordChanged: Date | null;
  profile: UserProfile;
  /** Undefined as long as the user has none. Never part of an answer. */
  password: string | undefined;
  factors: Factor[];
  /** Past ones included: policies follow a change of membership with a delay. */
  memberships: Membership[];
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

export interface Membership {
  groupId: string;
  added: Date;
  /** Undefined while the user is a member. */
  removed?: Date;
}

export function displayName({ profile }: User): string {
  return [profile.firstName, profile.lastName].filter(Boolean).join(' ') || profile.login;
}

export function isMember(user: User, groupId: string, at = new Date()): boolean {
  return user.memberships.some(
    (membership) =>
      membership.groupId === groupId &&
      membership.added <= at &&
      (membership.removed === undefined || membership.removed > at),
  );
}
