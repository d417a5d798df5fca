import { callerId, type Caller } from '../caller.js';
import { findUser } from '../state/find.js';
import { isMember, type Org } from '../state/org.js';
import { includesPermission } from '../state/permissions.js';
import type { BindingMember, ResourceSet } from '../state/resource-set.js';
import type { Need } from './privileges.js';

/** Whether a custom role that the caller has allows it, on a set that the user or the group is in. */
export function isAllowedByCustomRole(org: Org, caller: Caller, need: Need): boolean {
  for (const set of org.access.resourceSets.values()) {
    for (const [roleId, members] of set.bindings) {
      const held = org.access.customRoles.get(roleId)?.permissions.keys() ?? [];
      if (
        [...held].some((permission) => includesPermission(permission, need.privilege)) &&
        [...members.values()].some((member) => isCaller(org, member, caller)) &&
        covers(org, set, need)
      ) {
        return true;
      }
    }
  }
  return false;
}

function isCaller(org: Org, { path }: BindingMember, caller: Caller): boolean {
  const [, kind, id = ''] =
    /^\/(?:api|oauth2)\/v1\/(users|groups|clients)\/(\w+)$/.exec(path) ?? [];
  if (kind === 'groups') return caller.user !== undefined && isMember(org, caller.user, id);
  return callerId(caller) === id;
}

/** A set with a group has the group itself; its people are in it by `/groups/{id}/users`, or all people by `/users`. */
function covers(org: Org, { resources }: ResourceSet, { user, group }: Need): boolean {
  const paths = [...resources.values()].map(({ path }) => path);
  if (group !== undefined) {
    return paths.includes('/api/v1/groups') || paths.includes(`/api/v1/groups/${group}`);
  }
  if (user === undefined) return paths.length > 0;
  if (paths.includes('/api/v1/users')) return true;
  const person = findUser(org, user);
  return paths.some((path = '') => {
    const of = /^\/api\/v1\/groups\/(\w+)\/users$/.exec(path)?.[1];
    return of !== undefined && person !== undefined && isMember(org, person, of);
  });
}
