import { ApplicationFailure } from '@temporalio/common';
import { failureType } from '../contract/failures.js';
import type { OktaClient } from '../okta/okta-client.js';
import type { HireReference } from './hire-reference.js';
import type { PopulationOf } from './populations.js';

interface Membership extends HireReference {
  group: 'A' | 'B';
}

export function createGroupActivities(okta: OktaClient, populationOf: PopulationOf) {
  /** Adds the user and reads the membership back. Repeatable: Okta answers 204 for a member too. */
  async function addToGroup({ userId, population, group }: Membership): Promise<void> {
    const { groups } = populationOf(population);
    await okta.addUserToGroup(groups[group], userId);
    await confirm(userId, groups[group], true);
  }

  /**
   * Removes the user and reads the membership back. Repeatable: a user who is no member counts as removed.
   *
   * @param staysInB the person must be in Group B then; whoever has lost it meanwhile is put back
   */
  async function removeFromGroup(input: Membership & { staysInB?: boolean }): Promise<void> {
    const { userId, population, group, staysInB = false } = input;
    const { groups } = populationOf(population);
    await okta.removeUserFromGroup(groups[group], userId);
    const groupIds = await confirm(userId, groups[group], false);
    if (staysInB && !groupIds.includes(groups.B)) {
      await okta.addUserToGroup(groups.B, userId);
      await confirm(userId, groups.B, true);
    }
  }

  async function confirm(userId: string, groupId: string, expected: boolean): Promise<string[]> {
    const groupIds = await okta.listUserGroupIds(userId);
    if (groupIds.includes(groupId) !== expected) {
      throw ApplicationFailure.retryable(
        'Okta does not show the changed membership of a group yet',
        failureType.oktaUnavailable,
      );
    }
    return groupIds;
  }

  return { addToGroup, removeFromGroup };
}
