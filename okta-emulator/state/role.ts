/** Okta's standard roles. Source: RoleType in Okta's OpenAPI description, with the labels of its examples where there is one. */
export const roleLabels = {
  API_ACCESS_MANAGEMENT_ADMIN: 'API Access Management administrator',
  APP_ADMIN: 'Application administrator',
  GROUP_MEMBERSHIP_ADMIN: 'Group Membership administrator',
  HELP_DESK_ADMIN: 'Help Desk administrator',
  ORG_ADMIN: 'Organization administrator',
  READ_ONLY_ADMIN: 'Read-only administrator',
  REPORT_ADMIN: 'Report administrator',
  SUPER_ADMIN: 'Super Organization administrator',
  USER_ADMIN: 'Group administrator',
} as const;

export type RoleType = keyof typeof roleLabels;

export const roleTypes = Object.keys(roleLabels) as [RoleType, ...RoleType[]];

export interface RoleAssignment {
  id: string;
  type: RoleType;
  created: Date;
}
