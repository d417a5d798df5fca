import { ApplicationFailure } from '@temporalio/common';
import { failureType } from '../contract/failures.js';
import type { OktaClient } from '../okta/okta-client.js';
import type { EnrollmentSettings } from './enrollment-settings.js';

interface Membership {
  userId: string;
  group: 'A' | 'B';
}

export function createGroupActivities(okta: OktaClient, settings: EnrollmentSettings) {
  /** Adds the user and reads the membership back. Repeatable: Okta answers 204 for a member too. */
  async function addToGroup({ userId, group }: Membership): Promise<void> {
    await okta.addUserToGroup(settings.groups[group], userId);
    await confirm({ userId, group }, true);
  }

  /** Removes the user and reads the membership back. Repeatable: a user who is no member counts as removed. */
  async function removeFromGroup({ userId, group }: Membership): Promise<void> {
    await okta.removeUserFromGroup(settings.groups[group], userId);
    await confirm({ userId, group }, false);
  }

  async function confirm({ userId, group }: Membership, expected: boolean): Promise<void> {
    const groupIds = await okta.listUserGroupIds(userId);
    if (groupIds.includes(settings.groups[group]) !== expected) {
      throw ApplicationFailure.retryable(
        `Okta does not show the changed membership of Group ${group} yet`,
        failureType.oktaUnavailable,
      );
    }
  }

  return { addToGroup, removeFromGroup };
}
