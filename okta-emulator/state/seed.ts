import { newId } from './ids.js';
import type { User } from './user.js';

/** Well-known ids of the two groups that every emulated org starts with. */
export const groupAId = '00gGroupASmsOnly05d7';
export const groupBId = '00gGroupBOthers005d7';

/** The owner of the API token. */
export function adminUser(): User {
  const now = new Date();
  return {
    id: newId('00u'),
    status: 'ACTIVE',
    created: now,
    activated: now,
    statusChanged: now,
    lastLogin: null,
    lastUpdated: now,
    passwordChanged: now,
    profile: {
      login: 'admin@example.com',
      email: 'admin@example.com',
      firstName: 'Ada',
      lastName: 'Admin',
      secondEmail: null,
      mobilePhone: null,
    },
    password: undefined,
    factors: [],
    memberships: [],
  };
}
