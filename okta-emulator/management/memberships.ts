import type { Caller } from '../caller.js';
import { OktaError } from '../errors.js';
import { membersOf } from '../state/directory.js';
import type { Group } from '../state/group.js';
import { isMember, type Org } from '../state/org.js';
import type { User } from '../state/user.js';
import { groupTarget, userTarget } from '../system-log/log-record.js';

/**
 * Does and records nothing for a user who is a member.
 *
 * @throws OktaError E0000006 for a group that is no OKTA_GROUP: https://github.com/okta/terraform-provider-okta/pull/118.
 */
export function addToGroup(org: Org, caller: Caller, group: Group, user: User): void {
  refuseOthersGroups(group);
  if (!isMember(org, user, group.id)) addMember(org, caller, group, user);
}

/**
 * Does and records nothing for a user who is not a member. Rules that would bring the user back leave him alone from then on, as in Okta:
 * https://github.com/okta/terraform-provider-okta/issues/452.
 *
 * @throws OktaError E0000006 for a group that is no OKTA_GROUP, as above.
 */
export function removeFromGroup(org: Org, caller: Caller, group: Group, user: User): void {
  refuseOthersGroups(group);
  if (!isMember(org, user, group.id)) return;
  for (const { ruleId, groupId, removed } of user.memberships) {
    const rule = groupId === group.id && !removed && ruleId && org.groupRules.get(ruleId);
    if (rule) rule.excludedUserIds.push(user.id);
  }
  removeMember(org, caller, group, user);
}

/** @param caller undefined for a group rule, which `ruleId` names. */
export function addMember(
  org: Org,
  caller: Caller | undefined,
  group: Group,
  user: User,
  ruleId?: string,
): void {
  const now = new Date();
  user.memberships.push({ groupId: group.id, added: now, ...(ruleId && { ruleId }) });
  membersOf(org, group.id).add(user);
  group.lastMembershipUpdated = now;
  recordChange(org, caller, group, user, 'add');
}

/** @param caller undefined for a group rule. */
export function removeMember(org: Org, caller: Caller | undefined, group: Group, user: User): void {
  const now = new Date();
  for (const membership of user.memberships) {
    if (membership.groupId === group.id) membership.removed ??= now;
  }
  membersOf(org, group.id).remove(user);
  group.lastMembershipUpdated = now;
  recordChange(org, caller, group, user, 'remove');
}

/** In the order in which the groups were created. */
export function groupsOf(org: Org, user: User): Group[] {
  return [...org.groups.values()].filter(({ id }) => isMember(org, user, id));
}

function recordChange(
  { log }: Org,
  caller: Caller | undefined,
  group: Group,
  user: User,
  change: 'add' | 'remove',
): void {
  const target = [userTarget(user), groupTarget(group)];
  log.record({ eventType: `group.user_membership.${change}`, ...(caller && { caller }), target });
}

function refuseOthersGroups(group: Group): void {
  if (group.type !== 'OKTA_GROUP') throw new OktaError('E0000006');
}
