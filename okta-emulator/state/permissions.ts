/**
 * The permissions of custom roles that the emulated org knows: those about users, groups, policies, hooks and roles. Source: Okta's
 * permissions catalogue, https://developer.okta.com/docs/api/openapi/okta-management/guides/permissions/. It has none for the System Log, for
 * schemas and for authenticators: these need a standard role.
 */
export const permissions = [
  ...['okta.users.manage', 'okta.users.create', 'okta.users.read', 'okta.users.userprofile.manage'],
  ...['okta.users.userprofile.read', 'okta.users.credentials.manage'],
  ...['okta.users.credentials.resetFactors', 'okta.users.credentials.resetPassword'],
  ...['okta.users.credentials.expirePassword', 'okta.users.lifecycle.manage'],
  ...['okta.users.lifecycle.activate', 'okta.users.lifecycle.deactivate'],
  ...['okta.users.lifecycle.suspend', 'okta.users.lifecycle.unsuspend'],
  ...['okta.users.lifecycle.delete', 'okta.users.lifecycle.unlock'],
  ...['okta.users.lifecycle.clearSessions', 'okta.users.groupMembership.manage'],
  ...['okta.users.appAssignment.manage', 'okta.users.apitokens.manage'],
  ...['okta.users.apitokens.read', 'okta.users.risk.manage', 'okta.users.risk.read'],
  ...['okta.groups.manage', 'okta.groups.create', 'okta.groups.members.manage', 'okta.groups.read'],
  ...['okta.groups.appAssignment.manage', 'okta.policies.manage', 'okta.policies.read'],
  ...['okta.eventhooks.manage', 'okta.eventhooks.read', 'okta.iam.read'],
] as const;

const apart = /^okta\.users\.(apitokens|risk)\./;

/** Whether who holds the one permission has the other: `okta.users.manage` includes all about users but their API tokens and their risk. */
export function includesPermission(held: string, needed: string): boolean {
  if (held === needed) return true;
  if (held === 'okta.users.read') return needed === 'okta.users.userprofile.read';
  const area = /^(.*)\.manage$/.exec(held)?.[1];
  if (area === undefined || !needed.startsWith(`${area}.`)) return false;
  return area !== 'okta.users' || !apart.test(needed);
}
