import { z } from 'zod';
import { getJson, type OktaHttp } from './get-json.js';
import { parse } from './parse-answer.js';

const usersSchema = z.array(z.object({ id: z.string() }));
const mostFound = 10;

/** Of users who are not deactivated and have one of the values in one of the profile's attributes; one page, and no further. */
export async function findUserIds(
  http: OktaHttp,
  orgUrl: string,
  attributes: readonly string[],
  values: readonly string[],
): Promise<string[]> {
  if (attributes.length === 0 || values.length === 0) return [];
  const url = new URL('/api/v1/users', orgUrl);
  url.search = new URLSearchParams({
    search: userSearch(attributes, values),
    limit: String(mostFound),
  }).toString();
  const { json } = await getJson(http, url);
  return parse(usersSchema, json, 'users').map(({ id }) => id);
}

/**
 * Okta's search of users has no `ne`; its documentation says to write `lt … or … gt` instead. A value is written as in JSON, with
 * quotes and backslashes escaped (RFC 7644 §3.4.2.2).
 * https://developer.okta.com/docs/api/openapi/okta-management/management/tag/User/#tag/User/operation/listUsers
 */
function userSearch(attributes: readonly string[], values: readonly string[]): string {
  const terms = attributes.flatMap((attribute) =>
    values.map((value) => `profile.${attribute} eq ${JSON.stringify(value)}`),
  );
  return `(${terms.join(' or ')}) and (status lt "DEPROVISIONED" or status gt "DEPROVISIONED")`;
}
