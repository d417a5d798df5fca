import { includesPermission } from '../state/permissions.js';
import type { RoleType } from '../state/role.js';

const aboutAdmins = /^okta\.(iam|roles)\./;

function holding(...held: string[]): (privilege: string) => boolean {
  return (privilege) => held.some((permission) => includesPermission(permission, privilege));
}

const groupMembership = holding(
  ...['okta.users.read', 'okta.users.groupMembership.manage'],
  ...['okta.groups.read', 'okta.groups.members.manage'],
);

/**
 * What a standard role allows, in its smallest form: only as far as the emulated org has an API for it, and always in the whole org, for
 * roles have no targets here. Source: https://help.okta.com/oie/en-us/content/topics/security/administrators-admin-comparison.htm. That
 * READ_ONLY_ADMIN may not read roles was seen in an Integrator org.
 */
export const standardRoles: Record<RoleType, (privilege: string) => boolean> = {
  SUPER_ADMIN: () => true,
  ORG_ADMIN: (privilege) => !aboutAdmins.test(privilege),
  USER_ADMIN: (privilege) =>
    groupMembership(privilege) || includesPermission('okta.users.manage', privilege),
  HELP_DESK_ADMIN: holding(
    ...['okta.users.read', 'okta.users.credentials.resetFactors', 'okta.groups.read'],
    ...['okta.users.credentials.resetPassword', 'okta.users.credentials.expirePassword'],
    ...['okta.users.lifecycle.unlock', 'okta.users.lifecycle.clearSessions'],
  ),
  READ_ONLY_ADMIN: (privilege) => privilege.endsWith('.read') && !aboutAdmins.test(privilege),
  REPORT_ADMIN: holding('okta.logs.read'),
  GROUP_MEMBERSHIP_ADMIN: groupMembership,
  APP_ADMIN: holding('okta.users.read', 'okta.groups.read', 'okta.logs.read'),
  API_ACCESS_MANAGEMENT_ADMIN: holding('okta.users.read', 'okta.groups.read', 'okta.logs.read'),
};
