import type { Caller } from '../caller.js';
import { invalid, OktaError } from '../errors.js';
import { catchAllPriority } from '../state/catch-all-rule.js';
import { newId } from '../state/ids.js';
import type { Org } from '../state/org.js';
import type { Policy, PolicyRule } from '../state/policy.js';
import type { EventType } from '../system-log/event-types.js';
import { policyRuleTarget, policyTarget } from '../system-log/policy-targets.js';

export type RuleDefinition = Pick<PolicyRule, 'name' | 'conditions' | 'actions'> & {
  /** ACTIVE if not given for a new rule; what it is if not given for another. */
  status?: PolicyRule['status'] | undefined;
  /** Pushes rules of this and later priorities back by one; last but Okta's own, if not given. */
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
  const { priority, status = 'ACTIVE', ...definition } = given;
  const rule: PolicyRule = {
    ...definition,
    id: newId('0pr'),
    status,
    priority: 0,
    system: false,
    created: now,
    lastUpdated: now,
  };
  policy.rules.push(rule);
  place(policy, rule, priority);
  recordChange(org, caller, policy, rule, 'policy.rule.add');
  return rule;
}

/** Replaces name, conditions, actions, status and priority; of Okta's own rule the actions only. @throws OktaError E0000001 if another rule has that name. */
export function replaceRule(
  org: Org,
  caller: Caller,
  policy: Policy,
  rule: PolicyRule,
  given: RuleDefinition,
): void {
  const { name, conditions, actions, status = rule.status, priority } = given;
  if (!rule.system) {
    if (name !== rule.name) refuseTakenName(policy, name);
    Object.assign(rule, { name, conditions, status });
    if (priority !== undefined) place(policy, rule, priority);
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

/** Those behind it move up. @throws OktaError E0000006 for Okta's own rule; which code Okta answers is unconfirmed. */
export function deleteRule(org: Org, caller: Caller, policy: Policy, rule: PolicyRule): void {
  if (rule.system) throw new OktaError('E0000006');
  policy.rules = policy.rules.filter((other) => other !== rule);
  number(inOrder(policy.rules));
  recordChange(org, caller, policy, rule, 'policy.rule.delete');
}

/** Puts the rule at its priority and numbers all from 1; Okta's own stays last. */
function place({ rules }: Policy, rule: PolicyRule, priority = Infinity): void {
  const others = inOrder(rules).filter((other) => other !== rule);
  const last = others.filter(({ system }) => !system).length;
  others.splice(Math.min(Math.max(priority, 1) - 1, last), 0, rule);
  number(others);
}

function inOrder(rules: PolicyRule[]): PolicyRule[] {
  return rules.toSorted((one, other) => one.priority - other.priority);
}

function number(rules: PolicyRule[]): void {
  rules.forEach((rule, index) => {
    if (rule.priority !== catchAllPriority) rule.priority = index + 1;
  });
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
