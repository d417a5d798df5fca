/**
 * What the product does at runtime, as permissions of a custom admin role: it reads people, enrolls and removes their factors, activates them, and moves
 * them between two groups. For the System Log and for policies, which it reads, the catalogue has nothing that is known to do: those take the
 * standard role `READ_ONLY_ADMIN` beside it.
 * https://developer.okta.com/docs/api/openapi/okta-management/guides/permissions/
 */
export const runtimePermissions: readonly string[] = [
  'okta.users.read',
  'okta.users.credentials.manage',
  'okta.users.lifecycle.activate',
  'okta.users.groupMembership.manage',
  'okta.groups.read',
  'okta.groups.members.manage',
];

/** What the permissions are about: everybody, for a hire is in neither group before, and the two groups. */
export function runtimeResources(orgUrl: string, groupA: string, groupB: string): string[] {
  const at = (path: string) => new URL(`/api/v1/${path}`, orgUrl).href;
  return [at('users'), at(`groups/${groupA}`), at(`groups/${groupB}`)];
}
