import { z } from 'zod';
import { getJson, nextPage, type OktaHttp } from './get-json.js';
import type { OktaUser, UserSelection } from './okta-client.js';
import { inOtherForm, parse } from './parse-answer.js';

const usersSchema = z.array(
  z.object({
    id: z.string(),
    status: z.string(),
    type: z.object({ id: z.string() }).nullish(),
    profile: z.looseObject({}),
  }),
);
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
  const users = parse(usersSchema, json, what).map(({ type, ...user }) => ({
    ...user,
    ...(type && { typeId: type.id }),
  }));
  const page = nextPage(headers, url, what);
  if (page === undefined) return { users };
  const next = page.searchParams.get('after');
  // Without it the rest would be passed over in silence.
  if (next === null) throw inOtherForm(what);
  return { users, next };
}
