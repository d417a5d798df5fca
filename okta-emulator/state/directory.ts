import { createListing, type Listing } from './listing.js';
import type { Org } from './org.js';
import type { User, UserProfile } from './user.js';

/** Everything by which users are found is kept here. */
export function storeUser(org: Org, user: User): void {
  org.users.set(user.id, user);
  org.logins.set(user.profile.login.toLowerCase(), user.id);
  org.userListing.add(user);
  org.profileIndex.add(user);
}

export function forgetUser(org: Org, user: User): void {
  org.users.delete(user.id);
  org.logins.delete(user.profile.login.toLowerCase());
  org.userListing.remove(user);
  org.profileIndex.remove(user);
  for (const { groupId } of user.memberships) org.members.get(groupId)?.remove(user);
}

export function replaceProfile(org: Org, user: User, profile: UserProfile): void {
  org.logins.delete(user.profile.login.toLowerCase());
  org.profileIndex.remove(user);
  user.profile = profile;
  org.logins.set(profile.login.toLowerCase(), user.id);
  org.profileIndex.add(user);
}

/** Who belongs to the group at this moment. */
export function membersOf(org: Org, groupId: string): Listing<User> {
  if (org.groups.get(groupId)?.type === 'BUILT_IN') return org.userListing;
  const members = org.members.get(groupId) ?? createListing();
  org.members.set(groupId, members);
  return members;
}
