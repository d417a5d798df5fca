import type { Caller } from '../caller.js';
import { invalid, OktaError } from '../errors.js';
import { catchAllRule } from '../state/catch-all-rule.js';
import { policiesByPriority } from '../state/effective-policy.js';
import { newId } from '../state/ids.js';
import type { Org } from '../state/org.js';
import type { Policy } from '../state/policy.js';
import { policyTarget } from '../system-log/policy-targets.js';

export type PolicyDefinition = Pick<
  Policy,
  'type' | 'name' | 'description' | 'includedGroupIds' | 'settings'
> & {
  /** ACTIVE if not given for a new policy; what it is if not given for another. */
  status?: Policy['status'] | undefined;
  /** Pushes policies of this and later priorities back by one; last but the default policy, or first of all (`newPoliciesComeFirst`), if not given. */
  priority?: number | undefined;
};

/** An app sign-in policy gets its catch-all rule at once. @throws OktaError E0000001 if there is a policy of that type and name. */
export function createPolicy(org: Org, caller: Caller, given: PolicyDefinition): Policy {
  refuseTakenName(org, given);
  const now = new Date();
  const { priority, status = 'ACTIVE', ...definition } = given;
  const policy: Policy = {
    ...definition,
    id: newId('00p'),
    status,
    system: false,
    priority: 0,
    created: now,
    lastUpdated: now,
    rules: given.type === 'ACCESS_POLICY' ? [catchAllRule('1FA')] : [],
  };
  org.policies.set(policy.id, policy);
  place(org, policy, priority ?? (org.settings.newPoliciesComeFirst ? 1 : undefined));
  org.log.record({ eventType: 'policy.lifecycle.create', caller, target: [policyTarget(policy)] });
  return policy;
}

/** Replaces everything but the rules. @throws OktaError E0000001 for another type, and if another policy has that name. */
export function replacePolicy(
  org: Org,
  caller: Caller,
  policy: Policy,
  given: PolicyDefinition,
): void {
  if (given.type !== policy.type) throw invalid('type', 'type: The type of a policy is fixed.');
  if (given.name !== policy.name) refuseTakenName(org, given);
  const { priority, status = policy.status, ...definition } = given;
  // The default policy stays in place, ACTIVE and for everyone; only its settings are the admin's.
  const { system, includedGroupIds } = policy;
  Object.assign(policy, definition, { lastUpdated: new Date() });
  if (system) {
    policy.includedGroupIds = includedGroupIds;
  } else {
    policy.status = status;
    if (priority !== undefined) place(org, policy, priority);
  }
  org.log.record({ eventType: 'policy.lifecycle.update', caller, target: [policyTarget(policy)] });
}

/**
 * `lifecycle/activate` and `lifecycle/deactivate`. Records nothing for a policy that is what it is to be.
 *
 * @throws OktaError E0000006 for the default policy: Okta offers no link for it, and which code it answers is unconfirmed.
 */
export function setPolicyStatus(
  org: Org,
  caller: Caller,
  policy: Policy,
  status: Policy['status'],
): void {
  if (policy.system) throw new OktaError('E0000006');
  if (policy.status === status) return;
  policy.status = status;
  policy.lastUpdated = new Date();
  org.log.record({
    eventType: status === 'ACTIVE' ? 'policy.lifecycle.activate' : 'policy.lifecycle.deactivate',
    caller,
    target: [policyTarget(policy)],
  });
}

/** Those behind it move up. @throws OktaError E0000001 for the default policy. */
export function deletePolicy(org: Org, caller: Caller, policy: Policy): void {
  if (policy.system) throw invalid('policy', 'Default policies cannot be deleted.');
  org.policies.delete(policy.id);
  number(policiesByPriority(org, policy.type));
  org.log.record({ eventType: 'policy.lifecycle.delete', caller, target: [policyTarget(policy)] });
}

/** Puts the policy at its priority among those of its type and numbers all from 1; the default policy stays last. */
function place(org: Org, policy: Policy, priority = Infinity): void {
  const others = policiesByPriority(org, policy.type).filter((other) => other !== policy);
  const last = others.filter(({ system }) => !system).length;
  others.splice(Math.min(priority - 1, last), 0, policy);
  number(others);
}

function number(policies: Policy[]): void {
  policies.forEach((policy, index) => {
    policy.priority = index + 1;
  });
}

function refuseTakenName(org: Org, { type, name }: PolicyDefinition): void {
  if (policiesByPriority(org, type).some((other) => other.name === name)) {
    throw invalid('name', 'name: The policy name is already in use.');
  }
}
