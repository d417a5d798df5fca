/** Puts every user whom its expression fits into its groups, while it is ACTIVE. */
export interface GroupRule {
  /** `0pr…` */
  id: string;
  name: string;
  /** INVALID: one of its groups was deleted. */
  status: 'ACTIVE' | 'INACTIVE' | 'INVALID';
  created: Date;
  lastUpdated: Date;
  /** In Okta's expression language, such as `user.department=="Sales"`. */
  expression: string;
  groupIds: string[];
  /** Users whom it leaves alone. */
  excludedUserIds: string[];
}
