import type { Caller } from '../caller.js';
import { invalid, OktaError } from '../errors.js';
import type { GroupRule } from '../state/group-rule.js';
import { newId } from '../state/ids.js';
import { isMember, type Org } from '../state/org.js';
import { readRuleExpression } from '../state/rule-expression.js';
import type { User } from '../state/user.js';
import { addMember, removeMember } from './memberships.js';

export type GroupRuleDefinition = Pick<
  GroupRule,
  'name' | 'expression' | 'groupIds' | 'excludedUserIds'
>;

/** A new rule is INACTIVE. @throws OktaError E0000001 if there is one of that name. */
export function createGroupRule(org: Org, definition: GroupRuleDefinition): GroupRule {
  refuseTakenName(org, definition.name);
  const now = new Date();
  const rule: GroupRule = {
    ...definition,
    ...{ id: newId('0pr'), status: 'INACTIVE', created: now, lastUpdated: now },
  };
  org.groupRules.set(rule.id, rule);
  return rule;
}

/** @throws OktaError E0000001 for a rule that is not INACTIVE, for other groups, and if another rule has that name. */
export function replaceGroupRule(org: Org, rule: GroupRule, definition: GroupRuleDefinition): void {
  if (rule.status !== 'INACTIVE') throw invalid('rule', 'Only an inactive rule can be updated.');
  if (definition.groupIds.join() !== rule.groupIds.join()) {
    throw invalid('actions', "actions: The groups of a rule can't be updated.");
  }
  if (definition.name !== rule.name) refuseTakenName(org, definition.name);
  Object.assign(rule, definition, { lastUpdated: new Date() });
}

/** Puts whom it fits into its groups at once. @throws OktaError E0000001 for an INVALID rule. */
export function activateGroupRule(org: Org, rule: GroupRule): void {
  if (rule.status === 'INVALID') throw invalid('rule', 'An invalid rule cannot be activated.');
  setStatus(rule, 'ACTIVE');
  for (const user of org.users.values()) apply(org, rule, user);
}

/** Whom it put into its groups stays there. @throws OktaError E0000001 for an INVALID rule. */
export function deactivateGroupRule(rule: GroupRule): void {
  if (rule.status === 'INVALID') throw invalid('rule', 'An invalid rule cannot be deactivated.');
  setStatus(rule, 'INACTIVE');
}

/**
 * @param removeUsers whether those whom the rule put into its groups leave them; otherwise they stay, as if put there by hand.
 * @throws OktaError E0000006 for an ACTIVE rule; which code Okta answers is unconfirmed.
 */
export function deleteGroupRule(
  org: Org,
  caller: Caller,
  rule: GroupRule,
  removeUsers: boolean,
): void {
  if (rule.status === 'ACTIVE') throw new OktaError('E0000006');
  org.groupRules.delete(rule.id);
  for (const user of org.users.values()) {
    for (const membership of user.memberships) {
      if (membership.ruleId !== rule.id) continue;
      const group = org.groups.get(membership.groupId);
      if (group && removeUsers && !membership.removed) removeMember(org, caller, group, user);
      delete membership.ruleId;
    }
  }
}

/** What the active rules make of a user who is new or has another profile: in or out of their groups. */
export function followGroupRules(org: Org, user: User): void {
  for (const rule of org.groupRules.values()) {
    if (rule.status === 'ACTIVE') apply(org, rule, user);
  }
}

/** Only whom the rule itself put into a group is taken out again. */
function apply(org: Org, rule: GroupRule, user: User): void {
  const { id: ruleId, expression, excludedUserIds } = rule;
  const fits =
    !excludedUserIds.includes(user.id) && readRuleExpression(expression)?.(user.profile) === true;
  for (const groupId of rule.groupIds) {
    const group = org.groups.get(groupId);
    if (!group) continue;
    const isHere = isMember(org, user, groupId);
    if (fits && !isHere) addMember(org, undefined, group, user, ruleId);
    if (!fits && isHere && isThereBy(rule, user, groupId)) {
      removeMember(org, undefined, group, user);
    }
  }
}

function isThereBy({ id }: GroupRule, { memberships }: User, groupId: string): boolean {
  return memberships.some(
    (membership) =>
      membership.ruleId === id && membership.groupId === groupId && !membership.removed,
  );
}

function setStatus(rule: GroupRule, status: 'ACTIVE' | 'INACTIVE'): void {
  rule.status = status;
  rule.lastUpdated = new Date();
}

function refuseTakenName({ groupRules }: Org, name: string): void {
  if ([...groupRules.values()].some((rule) => rule.name === name)) {
    throw invalid('name', 'name: A rule of this name exists.');
  }
}
