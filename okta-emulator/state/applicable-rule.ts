import { isMember, type Org } from './org.js';
import type { Policy, PolicyRule } from './policy.js';
import type { User } from './user.js';

/**
 * The one rule of a policy that decides about the user: the first in order of priority that is ACTIVE and for him. Conditions about people are looked
 * at; those about networks, apps and devices fit everybody here.
 *
 * @param at when the memberships count.
 */
export function applicableRule(
  org: Org,
  { rules }: Policy,
  user: User,
  at = new Date(),
): PolicyRule | undefined {
  return rules
    .toSorted((one, other) => one.priority - other.priority)
    .find(({ status, conditions }) => {
      const { users = {}, groups = {} } = conditions?.people ?? {};
      return (
        status === 'ACTIVE' &&
        isChosen(users, (userId) => userId === user.id) &&
        isChosen(groups, (groupId) => isMember(org, user, groupId, at))
      );
    });
}

function isChosen(
  { include, exclude }: { include?: string[] | undefined; exclude?: string[] | undefined },
  fits: (id: string) => boolean,
): boolean {
  const isIncluded = include === undefined || include.length === 0 || include.some(fits);
  return isIncluded && !(exclude ?? []).some(fits);
}
