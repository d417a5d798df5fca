import type { Caller } from '../caller.js';
import { invalid, OktaError } from '../errors.js';
import type { Group } from '../state/group.js';
import { newId } from '../state/ids.js';
import type { Org } from '../state/org.js';
import { groupTarget } from '../system-log/log-record.js';

/** @throws OktaError E0000001 if there is an Okta group of that name. */
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

/** @throws OktaError E0000006 for a group that is no OKTA_GROUP, E0000001 if another Okta group has that name. */
export function replaceGroup(org: Org, group: Group, profile: Group['profile']): void {
  if (group.type !== 'OKTA_GROUP') throw new OktaError('E0000006');
  if (profile.name !== group.profile.name) refuseTakenName(org, profile.name);
  group.profile = profile;
  group.lastUpdated = new Date();
}

/**
 * The group's members lose it; policies keep its id, and rules that would fill it are INVALID from then on
 * (https://github.com/okta/terraform-provider-okta/pull/250).
 *
 * @throws OktaError E0000060 for a BUILT_IN group.
 */
export function deleteGroup(org: Org, caller: Caller, group: Group): void {
  if (group.type === 'BUILT_IN') throw new OktaError('E0000060');
  org.groups.delete(group.id);
  org.members.delete(group.id);
  for (const user of org.users.values()) {
    user.memberships = user.memberships.filter(({ groupId }) => groupId !== group.id);
  }
  for (const rule of org.groupRules.values()) {
    if (rule.groupIds.includes(group.id)) rule.status = 'INVALID';
  }
  org.log.record({ eventType: 'group.lifecycle.delete', caller, target: [groupTarget(group)] });
}

function refuseTakenName(org: Org, name: string): void {
  const ownGroups = [...org.groups.values()].filter(({ type }) => type !== 'APP_GROUP');
  if (ownGroups.some(({ profile }) => profile.name === name)) {
    throw invalid('name', 'name: An object with this field already exists');
  }
}
