export interface Group {
  id: string;
  /** BUILT_IN: the group Everyone, which every user belongs to and which can't be changed. */
  type: 'OKTA_GROUP' | 'BUILT_IN';
  created: Date;
  lastUpdated: Date;
  lastMembershipUpdated: Date;
  profile: { name: string; description: string | null };
}
