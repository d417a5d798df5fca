import { ApplicationFailure } from '@temporalio/common';
import { noteEvidence } from '../audit/evidence.js';
import { failureType } from '../contract/failures.js';
import type { CompletionEvidence } from '../contract/pre-enroll-user.js';
import type { OktaClient } from '../okta/okta-client.js';
import type { HireReference } from './hire-reference.js';
import type { PopulationOf } from './populations.js';

interface Membership extends HireReference {
  group: 'A' | 'B';
  /** Why the person is moved: for the audit. */
  completion?: Omit<CompletionEvidence, 'operator' | 'reason'>;
}

export function createGroupActivities(
  okta: OktaClient,
  populationOf: PopulationOf,
  checkPolicies: (hire: HireReference) => Promise<void>,
) {
  /**
   * Adds the user. Repeatable: Okta answers 204 for a member too, and the answer is the proof: it is not read back.
   *
   * @param checksPolicies fails first, with the reason, where Okta's policies would lock out whoever is in the group
   */
  async function addToGroup(input: Membership & { checksPolicies?: boolean }): Promise<void> {
    if (input.checksPolicies === true) await checkPolicies(input);
    await okta.addUserToGroup(populationOf(input.population).groups[input.group], input.userId);
  }

  /**
   * Removes the user. Repeatable: a user who is no member counts as removed.
   *
   * @param staysInB Okta must show the person in Group B before; whoever has lost it meanwhile is put back
   */
  async function removeFromGroup(input: Membership & { staysInB?: boolean }): Promise<void> {
    const { userId, population, group, staysInB = false } = input;
    const { groups } = populationOf(population);
    if (staysInB) await ensureInB(userId, groups.B);
    await okta.removeUserFromGroup(groups[group], userId);
  }

  /** Nobody is taken out of one group before Okta shows the other. */
  async function ensureInB(userId: string, groupB: string): Promise<void> {
    if ((await okta.listUserGroupIds(userId)).includes(groupB)) return;
    noteEvidence({ addedToGroupBAgain: true });
    await okta.addUserToGroup(groupB, userId);
    throw ApplicationFailure.retryable(
      'Okta does not show the membership of Group B yet',
      failureType.oktaUnavailable,
    );
  }

  return { addToGroup, removeFromGroup };
}
