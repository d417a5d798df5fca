import type { Caller } from '../caller.js';
import { OktaError } from '../errors.js';
import { membersOf } from '../state/directory.js';
import type { Group } from '../state/group.js';
import { isMember, type Org } from '../state/org.js';
import type { User } from '../state/user.js';
import { groupTarget, userTarget } from '../system-log/log-record.js';

/** Does and records nothing for a user who is a member. @throws OktaError E0000060 for a BUILT_IN group. */
export function addToGroup(org: Org, caller: Caller, group: Group, user: User): void {
  refuseBuiltIn(group);
  if (isMember(org, user, group.id)) return;
  const now = new Date();
  user.memberships.push({ groupId: group.id, added: now });
  membersOf(org, group.id).add(user);
  group.lastMembershipUpdated = now;
  org.log.record({
    eventType: 'group.user_membership.add',
    caller,
    target: [userTarget(user), groupTarget(group)],
  });
}

/** Does and records nothing for a user who is not a member. @throws OktaError E0000060 for a BUILT_IN group. */
export function removeFromGroup(org: Org, caller: Caller, group: Group, user: User): void {
  refuseBuiltIn(group);
  if (!isMember(org, user, group.id)) return;
  const now = new Date();
  for (const membership of user.memberships) {
    if (membership.groupId === group.id) membership.removed ??= now;
  }
  membersOf(org, group.id).remove(user);
  group.lastMembershipUpdated = now;
  org.log.record({
    eventType: 'group.user_membership.remove',
    caller,
    target: [userTarget(user), groupTarget(group)],
  });
}

/** In the order in which the groups were created. */
export function groupsOf(org: Org, user: User): Group[] {
  return [...org.groups.values()].filter(({ id }) => isMember(org, user, id));
}

function refuseBuiltIn(group: Group): void {
  if (group.type === 'BUILT_IN') throw new OktaError('E0000060');
}
