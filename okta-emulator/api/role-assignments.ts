import type { Org } from '../state/org.js';
import { roleLabels, type RoleAssignment } from '../state/role.js';

interface Assignee {
  /** From the root of the org. */
  path: string;
  type: 'USER' | 'CLIENT';
  roles: readonly RoleAssignment[];
}

/** All roles of a user or a client, standard and custom, as Okta lists them; not those that a user has as a member of a group. */
export function roleAssignments(
  org: Org,
  { path, type: assignmentType, roles }: Assignee,
): object[] {
  const assignee = { href: org.url + path };
  const standard = roles.map(({ id, type, created }) => ({
    ...{ id, label: roleLabels[type], type, status: 'ACTIVE' },
    ...{ created, lastUpdated: created, assignmentType },
    _links: { assignee },
  }));
  const custom = [...org.access.resourceSets.values()].flatMap((set) =>
    [...set.bindings].flatMap(([roleId, members]) =>
      [...members.values()]
        .filter((member) => member.path === path)
        .map(({ id, created }) => {
          const iam = `${org.url}/api/v1/iam`;
          const resourceSet = `${iam}/resource-sets/${set.id}`;
          return {
            ...{ id, role: roleId, label: org.access.customRoles.get(roleId)?.label ?? '' },
            ...{ type: 'CUSTOM', status: 'ACTIVE', created, lastUpdated: created, assignmentType },
            'resource-set': set.id,
            _links: {
              assignee,
              'resource-set': { href: resourceSet },
              member: { href: `${resourceSet}/bindings/${roleId}/members/${id}` },
              role: { href: `${iam}/roles/${roleId}` },
              permissions: { href: `${iam}/roles/${roleId}/permissions` },
            },
          };
        }),
    ),
  );
  return [...standard, ...custom];
}
