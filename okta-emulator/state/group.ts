export interface Group {
  id: string;
  /** BUILT_IN: the group Everyone, which every user belongs to and which can't be changed. APP_GROUP: an app's, such as Active Directory's. */
  type: 'OKTA_GROUP' | 'APP_GROUP' | 'BUILT_IN';
  created: Date;
  lastUpdated: Date;
  lastMembershipUpdated: Date;
  profile: { name: string; description: string | null };
}
