import { z } from 'zod';
import { parseOktaEvent } from '../dispatch/parse-okta-event.js';
import { logIsKeptForMs } from '../okta/log-retention.js';
import type { OktaClient } from '../okta/okta-client.js';
import type { EnrollmentSettings } from './enrollment-settings.js';
import { isAccepted, type HireReference } from './hire-reference.js';
import { needsAttention } from './needs-attention.js';
import type { PopulationOf } from './populations.js';

const withTargets = z.object({ target: z.array(z.object({ id: z.string().nullish() })) });

export function createOwnGroupAActivity(
  okta: OktaClient,
  { ownActors }: EnrollmentSettings,
  populationOf: PopulationOf,
) {
  /**
   * Whether a person who was in Group A before the run began was put there by us, in an earlier run: nobody else is ever moved. The System
   * Log says who did it. Changes nothing.
   *
   * @returns `left` if the person is not in Group A any more
   * @throws ApplicationFailure `NeedsAttention`, `group-a-not-ours`
   */
  async function checkOwnGroupA(hire: HireReference): Promise<{ groupA: 'ours' | 'left' }> {
    const { groups, trustsGroupA } = populationOf(hire.population);
    const groupIds = await okta.listUserGroupIds(hire.userId);
    if (!groupIds.includes(groups.A)) return { groupA: 'left' };
    if (trustsGroupA || isAccepted(hire, 'group-a-not-ours')) return { groupA: 'ours' };
    if (await isPutThereByUs(hire.userId, groups.A)) return { groupA: 'ours' };
    throw needsAttention('group-a-not-ours');
  }

  async function isPutThereByUs(userId: string, groupId: string): Promise<boolean> {
    const events = await okta.listLogEvents({
      since: new Date(Date.now() - logIsKeptForMs),
      filter: `eventType eq "group.user_membership.add" and target.id eq "${userId}"`,
    });
    const latest = events
      .filter((event) => isAbout(event, groupId))
      .map((event) => parseOktaEvent(event))
      .findLast((parsed) => 'event' in parsed);
    if (latest === undefined) return false;
    const { event, apiTokenId } = latest;
    if ([event.actor?.id, apiTokenId].some((id) => id !== undefined && ownActors.includes(id))) {
      return true;
    }
    // What the owner of our token does in the Admin Console is no act of ours.
    return apiTokenId !== undefined && event.actor?.id === (await okta.getOwnUserId());
  }

  return { checkOwnGroupA };
}

function isAbout(event: unknown, groupId: string): boolean {
  const { data } = withTargets.safeParse(event);
  return data?.target.some(({ id }) => id === groupId) ?? false;
}
