import type { Caller } from '../caller.js';
import { invalid, OktaError } from '../errors.js';
import { catchAllPriority } from '../state/catch-all-rule.js';
import { newId } from '../state/ids.js';
import type { Org } from '../state/org.js';
import type { Policy, PolicyRule } from '../state/policy.js';
import type { EventType } from '../system-log/event-types.js';
import { policyRuleTarget, policyTarget } from '../system-log/policy-targets.js';

export type RuleDefinition = Pick<PolicyRule, 'name' | 'conditions' | 'actions'> & {
  priority?: number | undefined;
};

/** @throws OktaError E0000001 if the policy has a rule of that name. */
export function addRule(
  org: Org,
  caller: Caller,
  policy: Policy,
  given: RuleDefinition,
): PolicyRule {
  refuseTakenName(policy, given.name);
  const now = new Date();
  const rule: PolicyRule = {
    ...given,
    id: newId('0pr'),
    status: 'ACTIVE',
    priority: given.priority ?? 1 + policy.rules.filter(isNotCatchAll).length,
    system: false,
    created: now,
    lastUpdated: now,
  };
  policy.rules.push(rule);
  recordChange(org, caller, policy, rule, 'policy.rule.add');
  return rule;
}

/** Replaces name, conditions, actions and priority; of Okta's own rule the actions only. @throws OktaError E0000001 if another rule has that name. */
export function replaceRule(
  org: Org,
  caller: Caller,
  policy: Policy,
  rule: PolicyRule,
  given: RuleDefinition,
): void {
  const { name, conditions, actions, priority = rule.priority } = given;
  if (!rule.system) {
    if (name !== rule.name) refuseTakenName(policy, name);
    Object.assign(rule, { name, conditions, priority });
  }
  rule.actions = actions;
  rule.lastUpdated = new Date();
  recordChange(org, caller, policy, rule, 'policy.rule.update');
}

/**
 * A rule's `lifecycle/activate` and `lifecycle/deactivate`. Records nothing for a rule that is what it is to be.
 *
 * @throws OktaError E0000006 for Okta's own rule; which code Okta answers is unconfirmed.
 */
export function setRuleStatus(
  org: Org,
  caller: Caller,
  policy: Policy,
  rule: PolicyRule,
  status: PolicyRule['status'],
): void {
  if (rule.system) throw new OktaError('E0000006');
  if (rule.status === status) return;
  rule.status = status;
  rule.lastUpdated = new Date();
  const eventType = status === 'ACTIVE' ? 'policy.rule.activate' : 'policy.rule.deactivate';
  recordChange(org, caller, policy, rule, eventType);
}

/** @throws OktaError E0000006 for Okta's own rule; which code Okta answers is unconfirmed. */
export function deleteRule(org: Org, caller: Caller, policy: Policy, rule: PolicyRule): void {
  if (rule.system) throw new OktaError('E0000006');
  policy.rules = policy.rules.filter((other) => other !== rule);
  recordChange(org, caller, policy, rule, 'policy.rule.delete');
}

function isNotCatchAll({ priority }: PolicyRule): boolean {
  return priority < catchAllPriority;
}

function recordChange(
  org: Org,
  caller: Caller,
  policy: Policy,
  rule: PolicyRule,
  eventType: EventType,
): void {
  const target = [policyTarget(policy), policyRuleTarget(policy, rule)];
  org.log.record({ eventType, caller, target });
}

function refuseTakenName({ rules }: Policy, name: string): void {
  if (rules.some((other) => other.name === name)) {
    throw invalid('name', 'name: The policy name is already in use.');
  }
}
