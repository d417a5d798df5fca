import { scopeFor } from './scopes.js';

/**
 * What a caller must be allowed to do, by the name of a permission of custom roles; where the catalogue has none, of the scope. Then only
 * standard roles have it.
 */
export interface Need {
  privilege: string;
  /** The user or the group that it is about: its id, or the login. Without both, it is enough to have the privilege on anything. */
  user?: string;
  group?: string;
}

const user = '(?<user>[^/]+)';
const group = '(?<group>[^/]+)';

/** The first row that fits decides. Paths are below `/api/v1`. */
const routes: readonly (readonly [route: string, privilege: string])[] = [
  ['GET /users', 'okta.users.read'],
  ['POST /users', 'okta.users.create'],
  ['GET /users/[^/]+/roles.*', 'okta.iam.read'],
  ['\\w+ /users/[^/]+/roles.*', 'okta.iam.manage'],
  [`GET /users/${user}(/.*)?`, 'okta.users.read'],
  [`(POST|PUT) /users/${user}`, 'okta.users.userprofile.manage'],
  [`DELETE /users/${user}`, 'okta.users.lifecycle.delete'],
  [`POST /users/${user}/lifecycle/(re)?activate`, 'okta.users.lifecycle.activate'],
  [`POST /users/${user}/lifecycle/deactivate`, 'okta.users.lifecycle.deactivate'],
  // Since 2026.08.1 who may only reset factors can't enroll any.
  [`POST /users/${user}/lifecycle/reset_factors`, 'okta.users.credentials.resetFactors'],
  [`DELETE /users/${user}/factors/[^/]+`, 'okta.users.credentials.resetFactors'],
  [`POST /users/${user}/(factors|authenticator-enrollments).*`, 'okta.users.credentials.manage'],
  [`\\w+ /users/${user}/.*`, 'okta.users.manage'],
  ['GET /groups(/rules.*)?', 'okta.groups.read'],
  ['POST /groups', 'okta.groups.create'],
  ['\\w+ /groups/rules.*', 'okta.groups.manage'],
  [`GET /groups/${group}(/.*)?`, 'okta.groups.read'],
  [`\\w+ /groups/${group}/users/.*`, 'okta.groups.members.manage'],
  [`\\w+ /groups/${group}(/.*)?`, 'okta.groups.manage'],
  ['GET /policies.*', 'okta.policies.read'],
  ['\\w+ /policies.*', 'okta.policies.manage'],
  ['GET /eventHooks.*', 'okta.eventhooks.read'],
  ['\\w+ /eventHooks.*', 'okta.eventhooks.manage'],
  ['GET /iam/.*', 'okta.iam.read'],
  ['\\w+ /iam/.*', 'okta.iam.manage'],
  ['GET /api-tokens.*', 'okta.users.apitokens.read'],
  ['\\w+ /api-tokens.*', 'okta.users.apitokens.manage'],
];

const compiled = routes.map(([route, privilege]) => ({
  route: new RegExp(`^${route}$`),
  privilege,
}));

/**
 * What a request needs. To make somebody a member takes two: to change the group's members and to change the person's memberships.
 *
 * @param path below `/api/v1`, without query.
 */
export function needsOf(method: string, path: string): Need[] {
  if (path === '/users/me') return [];
  const member = /^\/groups\/[^/]+\/users\/([^/]+)$/.exec(path)?.[1];
  const memberNeed =
    member === undefined || method === 'GET'
      ? []
      : [{ privilege: 'okta.users.groupMembership.manage', user: member }];
  for (const { route, privilege } of compiled) {
    const found = route.exec(`${method} ${path}`);
    if (found) return [{ privilege, ...found.groups }, ...memberNeed];
  }
  const scope = scopeFor(method, `/api/v1${path}`);
  return scope === undefined ? [] : [{ privilege: scope }];
}
