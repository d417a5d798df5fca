/** Where the scopes of a route are called after, by the beginning of its path; the first that fits counts. */
const areas: readonly (readonly [path: RegExp, area: string])[] = [
  [/^\/api\/v1\/users\/[^/]+\/roles(\/|$)/, 'roles'],
  [/^\/api\/v1\/users(\/|$)/, 'users'],
  [/^\/api\/v1\/groups(\/|$)/, 'groups'],
  [/^\/api\/v1\/logs$/, 'logs'],
  [/^\/api\/v1\/eventHooks(\/|$)/, 'eventHooks'],
  [/^\/api\/v1\/policies(\/|$)/, 'policies'],
  [/^\/api\/v1\/authenticators(\/|$)/, 'authenticators'],
  [/^\/api\/v1\/meta\/schemas(\/|$)/, 'schemas'],
  [/^\/api\/v1\/meta\/types(\/|$)/, 'userTypes'],
  [/^\/api\/v1\/iam(\/|$)/, 'roles'],
  [/^\/oauth2\/v1\/clients\/[^/]+\/roles(\/|$)/, 'roles'],
  [/^\/api\/v1\/api-tokens(\/|$)/, 'apiTokens'],
  [/^\/api\/v1\/principal-rate-limits(\/|$)/, 'principalRateLimits'],
  [/^\/api\/v1\/rate-limit-settings(\/|$)/, 'rateLimits'],
  [/^\/api\/v1\/telephony-providers(\/|$)/, 'customTelephonyProvider'],
  [/^\/api\/v1\/behaviors(\/|$)/, 'behaviors'],
  [/^\/api\/v1\/org(\/|$)/, 'orgs'],
  [/^\/api\/v1\/zones(\/|$)/, 'networkZones'],
];

/** Every scope that the emulated org knows. */
export const knownScopes: ReadonlySet<string> = new Set(
  areas.flatMap(([, area]) => [`okta.${area}.read`, `okta.${area}.manage`]),
);

/**
 * The scope that a request needs: `security` of its operation in Okta's description, which a test compares; undefined for what the
 * emulated org knows nothing of.
 *
 * @param path from the root, without query.
 */
export function scopeFor(method: string, path: string): string | undefined {
  const area = areas.find(([pattern]) => pattern.test(path))?.[1];
  return area && `okta.${area}.${method === 'GET' ? 'read' : 'manage'}`;
}

/** Who may manage may read: so Okta's own Terraform workshop works, which asks for `okta.users.manage` alone and reads. */
export function allows(scopes: readonly string[], needed: string): boolean {
  return scopes.includes(needed) || scopes.includes(needed.replace(/\.read$/, '.manage'));
}
