import { applicableRule } from './applicable-rule.js';
import { effectivePolicy, policiesByPriority } from './effective-policy.js';
import type { Org } from './org.js';
import type { RuleActions } from './policy.js';
import type { User } from './user.js';

/**
 * Whether the user is asked for a second factor when he signs in: by his sign-on policy or, on Identity Engine, by the default app
 * sign-in policy, which is the dashboard's here. `access` of the rule that decides is not looked at.
 */
export function isSecondFactorAskedFor(org: Org, user: User): boolean {
  const appPolicy = policiesByPriority(org, 'ACCESS_POLICY').find(({ system }) => system);
  return [effectivePolicy(org, user, 'OKTA_SIGN_ON'), appPolicy].some((policy) => {
    const rule = policy && applicableRule(org, policy, user);
    return rule !== undefined && askForFactor(rule.actions);
  });
}

function askForFactor(actions: RuleActions): boolean {
  if ('signon' in actions) return actions.signon.requireFactor;
  if (!('appSignOn' in actions)) return false;
  const method = actions.appSignOn.verificationMethod;
  return method?.factorMode === '2FA' || method?.type === 'AUTH_METHOD_CHAIN';
}
