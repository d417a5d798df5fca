import type { Caller } from '../caller.js';
import { invalid, OktaError } from '../errors.js';
import { revokeActivationTokens } from '../person/activation-link.js';
import { forgetUser, replaceProfile, storeUser } from '../state/directory.js';
import { newId } from '../state/ids.js';
import type { Org } from '../state/org.js';
import type { User, UserProfile } from '../state/user.js';
import { userTarget } from '../system-log/log-record.js';
import { followGroupRules } from './group-rules.js';

export interface NewUser {
  profile: UserProfile;
  password?: string | undefined;
  /** False for `activate=false`. */
  activate: boolean;
}

/**
 * Creates a STAGED user and records `user.lifecycle.create`.
 *
 * @throws OktaError E0000001 if the login is taken.
 */
export function createUser(org: Org, caller: Caller, given: NewUser): User {
  refuseTakenLogin(org, given.profile.login);
  const now = new Date();
  const user: User = {
    id: newId('00u'),
    status: 'STAGED',
    createdStaged: !given.activate,
    created: now,
    activated: null,
    statusChanged: null,
    lastLogin: null,
    lastUpdated: now,
    passwordChanged: given.password === undefined ? null : now,
    profile: given.profile,
    password: given.password,
    factors: [],
    phones: {},
    roles: [],
    memberships: [],
  };
  storeUser(org, user);
  org.log.record({ eventType: 'user.lifecycle.create', caller, target: [userTarget(user)] });
  followGroupRules(org, user);
  return user;
}

/**
 * Replaces the whole profile and records `user.account.update_profile` with the names of what changed, if anything did.
 *
 * @throws OktaError E0000038 for a DEPROVISIONED user, E0000001 if the login is taken.
 */
export function changeProfile(org: Org, caller: Caller, user: User, profile: UserProfile): void {
  if (user.status === 'DEPROVISIONED') throw new OktaError('E0000038');
  const changed = changedAttributes(user.profile, profile);
  if (changed.length === 0) return;
  if (profile.login.toLowerCase() !== user.profile.login.toLowerCase()) {
    refuseTakenLogin(org, profile.login);
  }
  replaceProfile(org, user, profile);
  user.lastUpdated = new Date();
  org.log.record({
    eventType: 'user.account.update_profile',
    caller,
    target: [userTarget(user)],
    debugData: { changedAttributes: changed.join(',') },
  });
  followGroupRules(org, user);
}

/** Sets a password for the user and records `user.account.update_password`. */
export function changePassword(org: Org, caller: Caller, user: User, password: string): void {
  const now = new Date();
  user.password = password;
  user.passwordChanged = now;
  user.lastUpdated = now;
  org.log.record({
    eventType: 'user.account.update_password',
    caller,
    target: [userTarget(user)],
  });
}

/** Removes the user for good, and records `user.lifecycle.delete.initiated` and `.completed`. */
export function deleteUser(org: Org, caller: Caller, user: User): void {
  const target = [userTarget(user)];
  org.log.record({ eventType: 'user.lifecycle.delete.initiated', caller, target });
  revokeActivationTokens(org, user);
  forgetUser(org, user);
  org.log.record({ eventType: 'user.lifecycle.delete.completed', caller, target });
}

function changedAttributes(before: UserProfile, after: UserProfile): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter((name) => (before[name] ?? null) !== (after[name] ?? null));
}

function refuseTakenLogin(org: Org, login: string): void {
  if (org.logins.has(login.toLowerCase())) {
    throw invalid(
      'login',
      'login: An object with this field already exists in the current organization',
    );
  }
}
