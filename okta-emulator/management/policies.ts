import type { Caller } from '../caller.js';
import { invalid } from '../errors.js';
import { policiesByPriority } from '../state/effective-policy.js';
import { newId } from '../state/ids.js';
import type { Org } from '../state/org.js';
import type { Policy, PolicyRule } from '../state/policy.js';
import { policyRuleTarget, policyTarget } from '../system-log/policy-targets.js';

export type PolicyDefinition = Pick<
  Policy,
  'name' | 'description' | 'status' | 'includedGroupIds' | 'settings'
> & {
  /** Pushes policies of this and later priorities back by one; last but the default policy, if not given. */
  priority?: number | undefined;
};

export type RuleDefinition = Pick<PolicyRule, 'name' | 'conditions' | 'actions'> & {
  priority?: number | undefined;
};

/** @throws OktaError E0000001 if there is a policy of that name. */
export function createPolicy(org: Org, caller: Caller, given: PolicyDefinition): Policy {
  refuseTakenName(org.policies.values(), given.name);
  const now = new Date();
  const { priority, ...definition } = given;
  const policy: Policy = {
    ...definition,
    id: newId('00p'),
    system: false,
    priority: 0,
    created: now,
    lastUpdated: now,
    rules: [],
  };
  org.policies.set(policy.id, policy);
  place(org, policy, priority);
  org.log.record({ eventType: 'policy.lifecycle.create', caller, target: [policyTarget(policy)] });
  return policy;
}

/** Replaces everything but the rules. @throws OktaError E0000001 if another policy has that name. */
export function replacePolicy(
  org: Org,
  caller: Caller,
  policy: Policy,
  given: PolicyDefinition,
): void {
  if (given.name !== policy.name) refuseTakenName(org.policies.values(), given.name);
  const { priority, ...definition } = given;
  // The default policy stays in place and for everyone; only its settings are the admin's.
  const { system, includedGroupIds } = policy;
  Object.assign(policy, definition, { lastUpdated: new Date() });
  if (system) policy.includedGroupIds = includedGroupIds;
  else if (priority !== undefined) place(org, policy, priority);
  org.log.record({ eventType: 'policy.lifecycle.update', caller, target: [policyTarget(policy)] });
}

/** @throws OktaError E0000001 for the default policy. */
export function deletePolicy(org: Org, caller: Caller, policy: Policy): void {
  if (policy.system) throw invalid('policy', 'Default policies cannot be deleted.');
  org.policies.delete(policy.id);
  org.log.record({ eventType: 'policy.lifecycle.delete', caller, target: [policyTarget(policy)] });
}

/** @throws OktaError E0000001 if the policy has a rule of that name. */
export function addRule(
  org: Org,
  caller: Caller,
  policy: Policy,
  given: RuleDefinition,
): PolicyRule {
  refuseTakenName(policy.rules, given.name);
  const now = new Date();
  const rule: PolicyRule = {
    ...given,
    id: newId('0pr'),
    status: 'ACTIVE',
    priority: given.priority ?? policy.rules.length + 1,
    system: false,
    created: now,
    lastUpdated: now,
  };
  policy.rules.push(rule);
  org.log.record({
    eventType: 'policy.rule.add',
    caller,
    target: [policyTarget(policy), policyRuleTarget(policy, rule)],
  });
  return rule;
}

/** Puts the policy at its priority and numbers all from 1; the default policy stays last. */
function place(org: Org, policy: Policy, priority = Infinity): void {
  const others = policiesByPriority(org).filter((other) => other !== policy);
  const last = others.filter(({ system }) => !system).length;
  others.splice(Math.min(priority - 1, last), 0, policy);
  others.forEach((each, index) => {
    each.priority = index + 1;
  });
}

function refuseTakenName(existing: Iterable<{ name: string }>, name: string): void {
  if ([...existing].some((other) => other.name === name)) {
    throw invalid('name', 'name: The policy name is already in use.');
  }
}
