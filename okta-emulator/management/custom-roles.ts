import { invalid } from '../errors.js';
import type { CustomRole } from '../state/custom-role.js';
import { newId } from '../state/ids.js';
import type { Org } from '../state/org.js';
import { readResource } from '../state/resource-path.js';
import type { BindingMember, ResourceSet, SetResource } from '../state/resource-set.js';

interface NewRole {
  label: string;
  description: string;
  permissions: readonly string[];
}

export function createCustomRole(
  { access }: Org,
  { label, description, permissions }: NewRole,
): CustomRole {
  const created = new Date();
  const role: CustomRole = {
    ...{ id: newId('cr0'), label, description },
    ...{ permissions: new Map(), created, lastUpdated: created },
  };
  for (const permission of permissions) grant(role, permission, null);
  access.customRoles.set(role.id, role);
  return role;
}

/** Repeatable: the conditions are those given last. */
export function grant(role: CustomRole, permission: string, conditions: object | null): void {
  const now = new Date();
  const { created = now } = role.permissions.get(permission) ?? {};
  role.permissions.set(permission, { created, lastUpdated: now, conditions });
}

interface NewResourceSet {
  label: string;
  description: string;
  /** By ORN or REST URL. */
  resources: readonly string[];
}

/** @throws OktaError E0000001 for a resource that is neither. */
export function createResourceSet(org: Org, { resources, ...texts }: NewResourceSet): ResourceSet {
  const created = new Date();
  const set: ResourceSet = {
    ...{ id: newId('iam'), ...texts },
    ...{ resources: new Map(), bindings: new Map(), created, lastUpdated: created },
  };
  for (const resource of resources) addResource(set, resource);
  org.access.resourceSets.set(set.id, set);
  return set;
}

/** Gives back the one that is there already. @throws OktaError E0000001 for what is neither an ORN nor a URL of a resource. */
export function addResource(set: ResourceSet, ornOrUrl: string, conditions?: object): SetResource {
  const resource = readResource(ornOrUrl);
  if (resource === undefined) {
    throw invalid('resources', `resources: '${ornOrUrl}' is not a resource.`);
  }
  const known = [...set.resources.values()].find(({ orn }) => orn === resource.orn);
  if (known) return known;
  const created = new Date();
  const added: SetResource = {
    ...{ id: newId('ire'), ...resource },
    ...{ conditions, created, lastUpdated: created },
  };
  set.resources.set(added.id, added);
  set.lastUpdated = created;
  return added;
}

/** Gives the role on the set to one more. Repeatable. @param path of a user, group or client, from the root of the org. */
export function bindRole(set: ResourceSet, { id: roleId }: CustomRole, path: string): void {
  const members = set.bindings.get(roleId) ?? new Map<string, BindingMember>();
  set.bindings.set(roleId, members);
  if ([...members.values()].some((member) => member.path === path)) return;
  const member: BindingMember = { id: newId('irb'), path, created: new Date() };
  members.set(member.id, member);
}
