import { z } from 'zod';
import type { AdminRole, OktaOrgClient, ResourceSet } from '../org-client.js';
import { undefinedIfNotFound } from '../undefined-if-not-found.js';
import { path, type JsonCalls } from './json-calls.js';

type RoleCalls = Pick<
  OktaOrgClient,
  | 'listAdminRoles'
  | 'createAdminRole'
  | 'deleteAdminRole'
  | 'listResourceSets'
  | 'createResourceSet'
  | 'deleteResourceSet'
  | 'listRoleHolders'
  | 'bindRole'
  | 'unbindRole'
  | 'listRolesOfApp'
>;

const labelledSchema = z.object({ id: z.string(), label: z.string() });
const assignmentSchema = z.object({ type: z.string(), status: z.string().default('ACTIVE') });
const permissionSchema = z.object({ label: z.string() });
const linkedSchema = z.object({ _links: z.object({ self: z.object({ href: z.string() }) }) });
// What has no address of its own is told by its name.
const resourceSchema = z.union([
  linkedSchema.transform(({ _links }) => _links.self.href),
  z.object({ orn: z.string() }).transform(({ orn }) => orn),
]);
const memberSchema = linkedSchema.transform(({ _links }) => _links.self.href);

/** https://developer.okta.com/docs/api/openapi/okta-management/management/tag/RoleECustom/ and its neighbours. */
export function createRoleCalls({ list, listIn, send, delete: remove }: JsonCalls): RoleCalls {
  const roles = path('iam', 'roles');
  const resourceSets = path('iam', 'resource-sets');
  const bindings = (resourceSetId: string, ...role: string[]) =>
    path('iam', 'resource-sets', resourceSetId, 'bindings', ...role);
  const gone = async (removal: string) => {
    await undefinedIfNotFound(remove(removal));
  };

  return {
    async listAdminRoles() {
      const found: AdminRole[] = [];
      for (const role of await listIn(roles, 'roles', labelledSchema, 'roles')) {
        const url = path('iam', 'roles', role.id, 'permissions');
        const permissions = await listIn(url, 'permissions', permissionSchema, 'permissions');
        found.push({ ...role, permissions: permissions.map(({ label }) => label) });
      }
      return found;
    },

    async createAdminRole(role) {
      const { id, label } = await send('POST', roles, role, labelledSchema, 'role');
      return { id, label, permissions: role.permissions };
    },

    deleteAdminRole: (roleId) => gone(path('iam', 'roles', roleId)),

    async listResourceSets() {
      const found: ResourceSet[] = [];
      const sets = await listIn(resourceSets, 'resource-sets', labelledSchema, 'resource sets');
      for (const set of sets) {
        const url = path('iam', 'resource-sets', set.id, 'resources');
        found.push({
          ...set,
          resources: await listIn(url, 'resources', resourceSchema, 'resources'),
        });
      }
      return found;
    },

    async createResourceSet(set) {
      const { id, label } = await send('POST', resourceSets, set, labelledSchema, 'resource set');
      return { id, label, resources: set.resources };
    },

    deleteResourceSet: (resourceSetId) => gone(path('iam', 'resource-sets', resourceSetId)),

    listRoleHolders: (resourceSetId, roleId) =>
      undefinedIfNotFound(
        listIn(bindings(resourceSetId, roleId, 'members'), 'members', memberSchema, 'members'),
      ),

    async bindRole(resourceSetId, roleId, holder) {
      const members = bindings(resourceSetId, roleId, 'members');
      const addition = send('PATCH', members, { additions: [holder] }, z.unknown(), 'binding');
      if ((await undefinedIfNotFound(addition)) !== undefined) return;
      const binding = { role: roleId, members: [holder] };
      await send('POST', bindings(resourceSetId), binding, z.unknown(), 'binding');
    },

    unbindRole: (resourceSetId, roleId) => gone(bindings(resourceSetId, roleId)),

    async listRolesOfApp(clientId) {
      const url = `/oauth2/v1/clients/${encodeURIComponent(clientId)}/roles`;
      const assigned = await list(url, assignmentSchema, 'roles of the app');
      return assigned.filter(({ status }) => status === 'ACTIVE').map(({ type }) => type);
    },
  };
}
