import type { OktaClient } from '../okta/okta-client.js';
import { patiently, type OnWait } from '../okta/patiently.js';

/**
 * In which of the groups each of the users is. A group is listed once for all of them; one that has more pages than there are users is not listed
 * to its end: each user is asked for then.
 */
export async function readMemberships(
  okta: Pick<OktaClient, 'listGroupMembers' | 'listUserGroupIds'>,
  groupIds: readonly string[],
  userIds: readonly string[],
  onWait: OnWait,
): Promise<(userId: string) => string[]> {
  const memberships = new Map<string, string[]>(userIds.map((id) => [id, []]));
  for (const groupId of groupIds) {
    const members = await listMembers(groupId);
    if (members === undefined) return askEach();
    for (const id of members) memberships.get(id)?.push(groupId);
  }
  return (userId) => memberships.get(userId) ?? [];

  async function listMembers(groupId: string): Promise<string[] | undefined> {
    const ids: string[] = [];
    let after: string | undefined;
    let pages = 0;
    do {
      if (pages === userIds.length) return undefined;
      pages += 1;
      const from = after;
      const page = await patiently(() => okta.listGroupMembers(groupId, from), onWait);
      ids.push(...page.members.map(({ id }) => id));
      after = page.next;
    } while (after !== undefined);
    return ids;
  }

  async function askEach(): Promise<(userId: string) => string[]> {
    for (const id of userIds) {
      memberships.set(id, await patiently(() => okta.listUserGroupIds(id), onWait));
    }
    return (userId) => memberships.get(userId) ?? [];
  }
}
