import { runtimePermissions, runtimeResources } from '../okta/runtime-permissions.js';
import type { FoundOrg } from './found-org.js';
import { nothing } from './merge-plans.js';
import type { Ids, Plan, Step } from './step.js';
import { madeBySetup, names, type WantedSetup } from './wanted-setup.js';

/** The role with which the product runs: no more than it needs, on the two groups. */
export function planRole(
  { role: wanted }: Pick<WantedSetup, 'role'>,
  found: Pick<FoundOrg, 'roles' | 'orgUrl'>,
  ids: Ids,
): Plan {
  if (wanted === undefined) return nothing;
  const { roles: there, orgUrl } = found;
  const menu = 'Security > Administrators';
  const resourceLines = ['All users', 'Group A', 'Group B'];
  const byHand = {
    role: {
      where: `${menu} > Roles > Create new role`,
      values: [`Role name: ${names.role}`, ...runtimePermissions],
    },
    resources: {
      where: `${menu} > Resources > Create new resource set`,
      values: [`Name: ${names.resourceSet}`, ...resourceLines],
    },
    holder: {
      where: `${menu} > Admins > Add administrator`,
      values: [
        `Admin: ${wanted.clientId ?? 'your service app'}`,
        ...[`Role: ${names.role}`, `Resource set: ${names.resourceSet}`],
      ],
    },
  };
  const log = `No permission of a custom role is known to cover the System Log and policies, which the product reads: give the service app the standard role Read-only Administrator as well. ${byHand.holder.where}.`;
  if (there === undefined) {
    return {
      ...nothing,
      warnings: [
        `This org has no custom admin roles: the product needs an administrator of users and groups, and of the System Log. ${menu} > Admins.`,
      ],
    };
  }
  if (there === 'refused') {
    const why = 'the credential may not manage admin roles: only a Super Administrator may';
    const titles = { role: 'The admin role', resources: 'Its resources', holder: 'Its holder' };
    const gaps = (['role', 'resources', 'holder'] as const).map((part) => ({
      ...{ title: titles[part], why, byHand: byHand[part] },
    }));
    return { ...nothing, gaps, warnings: [log] };
  }

  const role = there.roles.find(({ label }) => label === names.role);
  const set = there.resourceSets.find(({ label }) => label === names.resourceSet);
  const holder =
    wanted.clientId === undefined
      ? undefined
      : new URL(`/oauth2/v1/clients/${wanted.clientId}`, orgUrl).href;
  const steps: Step[] = [];
  if (role === undefined) {
    steps.push({
      ...{ key: 'role', title: `Create the admin role ${names.role}`, is: [], needs: [] },
      ...{ willBe: byHand.role.values, byHand: byHand.role, undo: 'it is deleted' },
      act: { call: 'createAdminRole', label: names.role, permissions: runtimePermissions },
    });
  }
  if (set === undefined) {
    steps.push({
      ...{ key: 'resource-set', title: `Create the resource set ${names.resourceSet}`, is: [] },
      ...{ willBe: byHand.resources.values, needs: ['group-a', 'group-b'] },
      ...{ byHand: byHand.resources, undo: 'it is deleted' },
      act: { call: 'createResourceSet', label: names.resourceSet },
    });
  }
  if (holder !== undefined && !there.holders.includes(holder)) {
    steps.push({
      ...{ key: 'role-binding', title: `Give the role to the service app`, is: [] },
      ...{ willBe: byHand.holder.values, needs: ['role', 'resource-set'] },
      ...{ byHand: byHand.holder, undo: 'it is taken away' },
      act: { call: 'bindRole', holder },
    });
  }
  return {
    steps,
    ids: { ...(role && { role: role.id }), ...(set && { 'resource-set': set.id }) },
    gaps: [],
    warnings: [
      // Told once, when the role is given.
      ...(steps.some(({ key }) => key === 'role-binding') ? [log] : []),
      ...surplus(role?.permissions),
      ...otherResources(set?.resources),
    ],
  };

  function surplus(permissions: readonly string[] = []): string[] {
    const more = permissions.filter((permission) => !runtimePermissions.includes(permission));
    const missing =
      role === undefined ? [] : runtimePermissions.filter((each) => !permissions.includes(each));
    return [
      ...(more.length > 0
        ? [`The role ${names.role} may more than it must: ${more.join(', ')}.`]
        : []),
      ...(missing.length > 0 ? [`The role ${names.role} lacks ${missing.join(', ')}.`] : []),
    ];
  }

  function otherResources(resources: readonly string[] | undefined): string[] {
    const { 'group-a': a, 'group-b': b } = ids;
    if (resources === undefined || a === undefined || b === undefined) return [];
    const wantedOnes = runtimeResources(orgUrl, a, b);
    const missing = wantedOnes.filter((each) => !resources.includes(each));
    return missing.length === 0
      ? []
      : [`The resource set ${names.resourceSet} lacks ${missing.join(', ')}.`];
  }
}

export const roleDescription = `Enrolls the phones of new hires, and moves them between two groups. ${madeBySetup}`;
