/** With any of these a credential can take over an org, or change what secures it. https://developer.okta.com/docs/api/oauth2/ */
const powerful = [
  'okta.apps.manage',
  'okta.apiTokens.manage',
  'okta.authenticators.manage',
  'okta.eventHooks.manage',
  'okta.groups.manage',
  'okta.idps.manage',
  'okta.policies.manage',
  'okta.roles.manage',
  'okta.schemas.manage',
  'okta.users.manage',
] as const;

/** What no token should be had for where only these are needed. */
export function superfluousScopes(needed: readonly string[]): string[] {
  return powerful.filter((scope) => !needed.includes(scope));
}
