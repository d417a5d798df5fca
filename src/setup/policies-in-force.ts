import type { OrgPolicy } from '../okta/org-client.js';

/** Okta passes over a policy that is not active, or has no active rule, and takes the lowest number first. */
export function inForce(policies: readonly OrgPolicy[]): OrgPolicy[] {
  return policies
    .filter((policy) => policy.status === 'ACTIVE' && hasActiveRule(policy))
    .sort((one, other) => one.priority - other.priority);
}

export function hasActiveRule({ rules }: OrgPolicy): boolean {
  return rules.some(({ status }) => status === 'ACTIVE');
}

/** The policies that fit a member of the groups who is in no others, the one that decides first. */
export function policiesFor(policies: readonly OrgPolicy[], ...groups: string[]): OrgPolicy[] {
  const everyone = new Set(
    policies.filter(({ isSystem }) => isSystem).flatMap(({ groupIds }) => groupIds),
  );
  return inForce(policies).filter(
    ({ isSystem, groupIds }) =>
      isSystem ||
      groupIds.length === 0 ||
      groupIds.some((id) => everyone.has(id) || groups.includes(id)),
  );
}
