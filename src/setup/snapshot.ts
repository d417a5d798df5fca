import { enrollmentsOf } from './enrollment-settings.js';
import type { FoundOrg } from './found-org.js';
import type { OrgPolicy } from '../okta/org-client.js';
import type { JournalEntry } from './journal.js';

/**
 * What something that was made looks like now, so that a change by hand can be told: not what others change by the way, such as the priority of a policy.
 *
 * @returns undefined if it is gone, `unknown` if it cannot be seen
 */
export function snapshotOf(
  { key, id, name }: JournalEntry,
  found: FoundOrg,
): { id: string; as: string[] } | undefined | 'unknown' {
  switch (key) {
    case 'group-a':
    case 'group-b': {
      const groups = found.groups[key === 'group-a' ? 'a' : 'b'];
      return pick(
        groups,
        ({ id: its, name: called }) => isIt(its, called),
        (group) => [...[group.name, group.type]],
      );
    }
    case 'attribute':
      return pick(
        found.attributes === 'refused'
          ? 'refused'
          : found.attributes.map((each) => ({ ...each, id: each.name })),
        ({ name: called }) => called === name,
        ({ type, self = '' }) => [type, self],
      );
    case 'policy-a':
    case 'policy-b':
      return pick(found.enrollmentPolicies, (policy) => isIt(policy.id, policy.name), policyLines);
    case 'sign-on-policy':
      return pick(found.signOnPolicies, (policy) => isIt(policy.id, policy.name), policyLines);
    case 'event-hook':
      return pick(
        found.eventHooks,
        (hook) => isIt(hook.id, hook.name),
        ({ name: called, url, eventTypes }) => [...[called, url, ...[...eventTypes].sort()]],
      );
    case 'role':
      return pick(
        roles()?.roles ?? 'refused',
        (role) => isIt(role.id, role.label),
        (role) => [...[role.label, ...[...role.permissions].sort()]],
      );
    case 'resource-set':
      return pick(
        roles()?.resourceSets ?? 'refused',
        (set) => isIt(set.id, set.label),
        (set) => [...[set.label, ...[...set.resources].sort()]],
      );
    case 'role-binding': {
      const holders = roles()?.holders;
      if (holders === undefined) return 'unknown';
      return holders.length === 0 ? undefined : { id: name, as: [...holders].sort() };
    }
    default:
      return 'unknown';
  }

  function isIt(itsId: string, called: string): boolean {
    return id === undefined ? called === name : itsId === id;
  }

  function roles() {
    return found.roles === 'refused' ? undefined : found.roles;
  }
}

function pick<T extends { id: string }>(
  all: readonly T[] | 'refused',
  isIt: (one: T) => boolean,
  lines: (one: T) => string[],
): { id: string; as: string[] } | undefined | 'unknown' {
  if (all === 'refused') return 'unknown';
  const one = all.find(isIt);
  return one && { id: one.id, as: lines(one) };
}

function policyLines({ name, status, groupIds, settings, rules }: OrgPolicy): string[] {
  const allowed = [...enrollmentsOf({ settings })].filter(([, self]) => self !== 'NOT_ALLOWED');
  return [
    ...[name, status, ...[...groupIds].sort()],
    ...allowed.map((each) => each.join(' ')).sort(),
    ...rules.map((rule) => JSON.stringify([rule.name, rule.status, rule.actions])),
  ];
}
