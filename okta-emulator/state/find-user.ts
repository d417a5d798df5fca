import type { Org } from './org.js';
import type { User } from './user.js';

/** @param idOrLogin logins are compared case-insensitively. */
export function findUser(org: Org, idOrLogin: string): User | undefined {
  return org.users.get(idOrLogin) ?? org.users.get(org.logins.get(idOrLogin.toLowerCase()) ?? '');
}
