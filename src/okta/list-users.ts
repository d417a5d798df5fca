import { z } from 'zod';
import { getJson, nextCursor, type OktaHttp } from './get-json.js';
import type { OktaUser, UserSelection } from './okta-client.js';
import { parse } from './parse-answer.js';
import { userSchema } from './user-schema.js';

const usersSchema = z.array(userSchema);
const what = 'users';

// The most that Okta gives for a search, and what it recommends for a group.
const usersPerPage = 200;

/** The page of the users that begins after the cursor. `next` is the cursor of the link to the next page. */
export async function listUsers(
  http: OktaHttp,
  orgUrl: string,
  selection: UserSelection,
  after?: string,
): Promise<{ users: OktaUser[]; next?: string }> {
  const url = new URL(
    'group' in selection
      ? `/api/v1/groups/${encodeURIComponent(selection.group)}/users`
      : '/api/v1/users',
    orgUrl,
  );
  url.search = new URLSearchParams({
    ...('search' in selection && { search: selection.search }),
    limit: String(usersPerPage),
    ...(after !== undefined && { after }),
  }).toString();
  const { json, headers } = await getJson(http, url);
  const users = parse(usersSchema, json, what);
  const next = nextCursor(headers, url, what);
  return { users, ...(next !== undefined && { next }) };
}
