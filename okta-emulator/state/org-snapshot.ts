import { createHash } from 'node:crypto';
import { membersOf } from './directory.js';
import { policiesByPriority } from './effective-policy.js';
import type { CustomRole } from './custom-role.js';
import type { EventHook } from './event-hook.js';
import type { Group } from './group.js';
import type { Org } from './org.js';
import type { Policy } from './policy.js';
import type { ResourceSet } from './resource-set.js';

export interface SnapshotOptions {
  /** Whether resources have their ids, and are referred to by them; otherwise by their names, so that two orgs can be compared. Default false. */
  keepIds?: boolean;
}

/**
 * How the org is set up, without what changes by itself: no times, no sessions, no log, no user but as a member of a group. Two snapshots of an
 * org are deeply equal if it is set up alike. Secrets of event hooks appear as digests.
 */
export function orgSnapshot(org: Org, { keepIds = false }: SnapshotOptions = {}): OrgSnapshot {
  const snapshot = {
    engine: org.engine,
    groups: byName(org.groups.values(), ({ profile }) => profile.name).map((group) =>
      groupState(org, group),
    ),
    groupRules: byName(org.groupRules.values(), ({ name }) => name),
    userSchema: { base: org.userSchema.base, custom: org.userSchema.custom },
    policies: (['MFA_ENROLL', 'OKTA_SIGN_ON', 'ACCESS_POLICY'] as const).flatMap((type) =>
      policiesByPriority(org, type).map(policyState),
    ),
    authenticators: byName(org.authenticators.values(), ({ key }) => key),
    telephony: {
      isActive: org.settings.telephonyProviderActive,
      providers: [...org.telephonyProviders.values()],
    },
    eventHooks: byName(org.eventHooks.values(), ({ name }) => name).map(hookState),
    customRoles: byName(org.access.customRoles.values(), ({ label }) => label).map(roleState),
    resourceSets: byName(org.access.resourceSets.values(), ({ label }) => label).map(setState),
  };
  return lasting(snapshot, keepIds ? undefined : namesById(org));
}

/** By section; each resource as it was defined. */
export type OrgSnapshot = Record<string, unknown>;

function groupState(org: Org, group: Group) {
  const { id, type, profile } = group;
  if (type === 'BUILT_IN') return { id, type, profile };
  const members = [...membersOf(org, id).after()].map((user) => user.profile.login).sort();
  return { id, type, profile, members };
}

function policyState(policy: Policy) {
  const inOrder = policy.rules.toSorted((one, other) => one.priority - other.priority);
  return { ...policy, rules: inOrder };
}

function hookState(hook: EventHook) {
  const { items, channel } = hook;
  const { authScheme } = channel;
  const value = digest(authScheme?.value ?? '');
  return {
    ...hook,
    items: items.toSorted(),
    channel: { ...channel, authScheme: authScheme && { key: authScheme.key, value } },
  };
}

function roleState({ permissions, ...role }: CustomRole) {
  return { ...role, permissions: [...permissions.keys()].sort() };
}

function setState({ resources, bindings, ...set }: ResourceSet) {
  return {
    ...set,
    resources: [...resources.values()].map(({ orn, path }) => (path ?? orn).split('/')),
    bindings: [...bindings].map(([role, members]) => ({
      role,
      members: [...members.values()].map(({ path }) => path.split('/')),
    })),
  };
}

function digest(secret: string): string {
  return `sha256:${createHash('sha256').update(secret).digest('hex').slice(0, 16)}`;
}

function namesById(org: Org): Map<string, string> {
  const named: [string, string][] = [
    ...[...org.groups.values()].map(({ id, profile }): [string, string] => [id, profile.name]),
    ...[...org.policies.values()].map(({ id, name }): [string, string] => [id, name]),
    ...[...org.eventHooks.values()].map(({ id, name }): [string, string] => [id, name]),
    ...[...org.users.values()].map(({ id, profile }): [string, string] => [id, profile.login]),
    ...[...org.access.customRoles.values()].map(({ id, label }): [string, string] => [id, label]),
  ];
  return new Map(named);
}

/** Without times, and, where names are given, with those in place of ids wherever they are referred to, and without own ids. */
function lasting(snapshot: OrgSnapshot, names: Map<string, string> | undefined): OrgSnapshot {
  const text = JSON.stringify(snapshot, (key, value: unknown) => {
    if (volatile.has(key) || (names && key === 'id' && isRandom(value))) return undefined;
    return typeof value === 'string' ? (names?.get(value) ?? value) : value;
  });
  return JSON.parse(text) as OrgSnapshot;
}

const volatile = new Set(['created', 'createdBy', 'lastUpdated']);

/** Such as `00g…5d7`, as Okta forms ids. */
function isRandom(id: unknown): boolean {
  return typeof id === 'string' && /^\w{20}$/.test(id);
}

function byName<T>(resources: Iterable<T>, nameOf: (resource: T) => string): T[] {
  return [...resources].sort((one, other) => (nameOf(one) < nameOf(other) ? -1 : 1));
}
