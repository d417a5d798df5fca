import type { RequestHandler } from 'express';

import { apiCaller } from '../authentication.js';
import type { Caller } from '../caller.js';
import { OktaError } from '../errors.js';
import { findUser } from '../state/find.js';
import type { Group } from '../state/group.js';
import type { Org } from '../state/org.js';
import type { User } from '../state/user.js';
import { isAllowedByCustomRole } from './custom-roles.js';
import { needsOf, type Need } from './privileges.js';
import { standardRoles } from './standard-roles.js';

/**
 * Refuses with 403 E0000006 what the admin roles of the caller do not allow, whatever its scopes. Stands behind the parsing of the body.
 *
 * @param privilege what all requests need; without it what each needs by its path below `/api/v1`.
 */
export function authorize(org: Org, privilege?: string): RequestHandler {
  return (req, res, next) => {
    const caller = apiCaller(res);
    if (isSuperAdmin(caller)) {
      next();
      return;
    }
    const changes = req.method !== 'GET';
    const needs =
      privilege === undefined
        ? [...needsOf(req.method, req.path), ...groupsOfNewUser(req.method, req.path, req.body)]
        : [{ privilege }];
    if (!needs.every((need) => isAllowed(org, caller, need, changes))) {
      throw new OktaError('E0000006');
    }
    next();
  };
}

/** Which of the users and groups of a list the caller gets to see: the others are left out without a word. */
export function visibleTo(
  org: Org,
  caller: Caller,
): { user: (user: User) => boolean; group: (group: Group) => boolean } {
  if (isSuperAdmin(caller)) return { user: () => true, group: () => true };
  return {
    user: ({ id }) => isAllowed(org, caller, { privilege: 'okta.users.read', user: id }, false),
    group: ({ id }) => isAllowed(org, caller, { privilege: 'okta.groups.read', group: id }, false),
  };
}

function isSuperAdmin(caller: Caller): boolean {
  return rolesOf(caller).some(({ type }) => type === 'SUPER_ADMIN');
}

/** Only a super admin changes who is an admin himself. */
function isAllowed(org: Org, caller: Caller, need: Need, changes: boolean): boolean {
  const person = need.user === undefined ? undefined : findUser(org, need.user);
  if (changes && person && isAdmin(org, person)) return false;
  return (
    rolesOf(caller).some(({ type }) => standardRoles[type](need.privilege)) ||
    isAllowedByCustomRole(org, caller, need)
  );
}

function rolesOf(caller: Caller) {
  return (caller.app ?? caller.user).roles;
}

function isAdmin(org: Org, { id, roles }: User): boolean {
  const path = `/api/v1/users/${id}`;
  const bindings = [...org.access.resourceSets.values()].flatMap((set) => [
    ...set.bindings.values(),
  ]);
  return (
    roles.length > 0 ||
    bindings.some((members) => [...members.values()].some((member) => member.path === path))
  );
}

/** A user may be put into groups as he is created. */
function groupsOfNewUser(method: string, path: string, body: unknown): Need[] {
  if (method !== 'POST' || path !== '/users') return [];
  const { groupIds } = (body ?? {}) as { groupIds?: unknown };
  if (!Array.isArray(groupIds)) return [];
  return groupIds.map((group) => ({
    privilege: 'okta.groups.members.manage',
    group: String(group),
  }));
}
