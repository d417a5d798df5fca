import type { Caller } from '../caller.js';
import { invalid, OktaError } from '../errors.js';
import type { Group } from '../state/group.js';
import { newId } from '../state/ids.js';
import type { Org } from '../state/org.js';
import { groupTarget } from '../system-log/log-record.js';

/** @throws OktaError E0000001 if there is a group of that name. */
export function createGroup(org: Org, caller: Caller, profile: Group['profile']): Group {
  refuseTakenName(org, profile.name);
  const now = new Date();
  const group: Group = {
    id: newId('00g'),
    type: 'OKTA_GROUP',
    created: now,
    lastUpdated: now,
    lastMembershipUpdated: now,
    profile,
  };
  org.groups.set(group.id, group);
  org.log.record({ eventType: 'group.lifecycle.create', caller, target: [groupTarget(group)] });
  return group;
}

/** The group's members lose it; policies keep its id. @throws OktaError E0000060 for a BUILT_IN group. */
export function deleteGroup(org: Org, caller: Caller, group: Group): void {
  if (group.type === 'BUILT_IN') throw new OktaError('E0000060');
  org.groups.delete(group.id);
  org.members.delete(group.id);
  for (const user of org.users.values()) {
    user.memberships = user.memberships.filter(({ groupId }) => groupId !== group.id);
  }
  org.log.record({ eventType: 'group.lifecycle.delete', caller, target: [groupTarget(group)] });
}

function refuseTakenName(org: Org, name: string): void {
  if ([...org.groups.values()].some((group) => group.profile.name === name)) {
    throw invalid('name', 'name: An object with this field already exists');
  }
}
