import { z } from 'zod';
import { getJson, nextCursor, type OktaHttp } from './get-json.js';
import type { GroupMember } from './okta-client.js';
import { parse } from './parse-answer.js';

const membersSchema = z.array(
  z.object({ id: z.string(), status: z.string(), created: z.iso.datetime({ offset: true }) }),
);
const what = 'group members';

// Okta recommends it; its default of 1,000 is to change.
const membersPerPage = 200;

/** The page of a group's members that begins after the cursor. `next` is the cursor of the link to the next page. */
export async function listGroupMembers(
  http: OktaHttp,
  orgUrl: string,
  groupId: string,
  after?: string,
): Promise<{ members: GroupMember[]; next?: string }> {
  const url = new URL(`/api/v1/groups/${encodeURIComponent(groupId)}/users`, orgUrl);
  url.search = new URLSearchParams({
    limit: String(membersPerPage),
    ...(after !== undefined && { after }),
  }).toString();
  const { json, headers } = await getJson(http, url);
  const members = parse(membersSchema, json, what);
  const next = nextCursor(headers, url, what);
  return { members, ...(next !== undefined && { next }) };
}
