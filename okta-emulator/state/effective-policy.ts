import { applicableRule } from './applicable-rule.js';
import { enrollableFactors, isFactorActive, type EnrollableFactor } from './enrollable-factors.js';
import { isMember, type Org } from './org.js';
import type { EnrollSelf, Policy, PolicyType } from './policy.js';
import type { User } from './user.js';

/** All policies of a type in the order in which Okta evaluates them. */
export function policiesByPriority(org: Org, type: PolicyType): Policy[] {
  return [...org.policies.values()]
    .filter((policy) => policy.type === type)
    .sort((one, other) => one.priority - other.priority);
}

/**
 * The one policy of a type that applies to the user now: the first in order of priority that is ACTIVE, includes one of his groups
 * and has a rule for him. Follows a change of membership only after `policyPropagationMs`.
 */
export function effectivePolicy(
  org: Org,
  user: User,
  type: 'MFA_ENROLL' | 'OKTA_SIGN_ON',
): Policy | undefined {
  const at = new Date(Date.now() - org.settings.policyPropagationMs);
  return policiesByPriority(org, type).find(
    (policy) =>
      policy.status === 'ACTIVE' &&
      policy.includedGroupIds.some((groupId) => isMember(org, user, groupId, at)) &&
      applicableRule(org, policy, user, at) !== undefined,
  );
}

/** What the user's policy says about a factor; NOT_ALLOWED for what it does not mention, and for what is not active in the org. */
export function enrollment(org: Org, user: User, factor: EnrollableFactor): EnrollSelf {
  if (!isFactorActive(org, factor)) return 'NOT_ALLOWED';
  const settings = effectivePolicy(org, user, 'MFA_ENROLL')?.settings;
  const setting =
    settings?.type === 'AUTHENTICATORS'
      ? settings.authenticators.find(({ key }) => key === factor.authenticator)
      : settings?.factors[factor.factor];
  return setting?.enroll.self ?? 'NOT_ALLOWED';
}

/** Whether the user's policy lets him enroll and use this kind of factor. What it does not allow can't be seen either. */
export function isFactorAllowed(
  org: Org,
  user: User,
  { factorType, provider }: { factorType: string; provider: string },
): boolean {
  const kind = enrollableFactors.find(
    (factor) => factor.factorType === factorType && factor.provider === provider,
  );
  return kind !== undefined && enrollment(org, user, kind) !== 'NOT_ALLOWED';
}
