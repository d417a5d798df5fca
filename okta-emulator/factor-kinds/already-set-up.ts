/** Okta's cause of E0000001 where a user has a factor of the kind already. */
export const alreadySetUp = 'A factor of this type is already set up.';
