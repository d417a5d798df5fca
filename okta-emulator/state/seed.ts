import type { Group } from './group.js';
import { newId } from './ids.js';
import type { User } from './user.js';

/** Every emulated org starts with Everyone, and with the other groups if it is not to be empty, under these ids. */
export const groupAId = '00gGroupASmsOnly05d7';
export const groupBId = '00gGroupBOthers005d7';
export const everyoneId = '00gGroupEveryone05d7';

/** The owner of the API token, who may do everything. */
export function seedAdmin(): User {
  const now = new Date();
  return {
    id: newId('00u'),
    status: 'ACTIVE',
    createdStaged: false,
    created: now,
    activated: now,
    statusChanged: now,
    lastLogin: null,
    lastUpdated: now,
    passwordChanged: now,
    profile: {
      login: 'admin@example.com',
      email: 'admin@example.com',
      firstName: 'Okta',
      lastName: 'Admin',
      secondEmail: null,
      mobilePhone: null,
    },
    password: undefined,
    factors: [],
    phones: {},
    roles: [{ id: newId('ra1'), type: 'SUPER_ADMIN', created: now }],
    memberships: [],
  };
}

export function seedEveryone(): Group {
  return group(everyoneId, 'BUILT_IN', 'Everyone', 'All users in your organization');
}

export function seedGroups(): Group[] {
  return [
    group(groupAId, 'OKTA_GROUP', 'Group A', 'New hires: SMS only'),
    group(groupBId, 'OKTA_GROUP', 'Group B', 'Activated: all other factors'),
  ];
}

function group(id: string, type: Group['type'], name: string, description: string): Group {
  const now = new Date();
  return {
    id,
    type,
    created: now,
    lastUpdated: now,
    lastMembershipUpdated: now,
    profile: { name, description },
  };
}
