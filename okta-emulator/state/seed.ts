import { policySettings } from './authenticators.js';
import type { Group } from './group.js';
import { newId } from './ids.js';
import type { Engine } from './org.js';
import type { Policy, PolicySettings } from './policy.js';
import type { User } from './user.js';

/** Every emulated org starts with these groups, under these ids. */
export const groupAId = '00gGroupASmsOnly05d7';
export const groupBId = '00gGroupBOthers005d7';
export const everyoneId = '00gGroupEveryone05d7';

/** The owner of the API token. */
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
    recoveryPhone: undefined,
    memberships: [],
  };
}

export function seedGroups(): Group[] {
  return [
    group(everyoneId, 'BUILT_IN', 'Everyone', 'All users in your organization'),
    group(groupAId, 'OKTA_GROUP', 'Group A', 'New hires: SMS only'),
    group(groupBId, 'OKTA_GROUP', 'Group B', 'Activated: all other factors'),
  ];
}

/** Group A must use the phone, Group B may use it among others, and nobody else can enroll one: who is in neither group is refused. */
export function seedPolicies(engine: Engine): Policy[] {
  const smsOnly = policySettings(engine, 'REQUIRED', 'NOT_ALLOWED');
  const allOthers = policySettings(engine, 'OPTIONAL', 'OPTIONAL');
  const noPhone = policySettings(engine, 'NOT_ALLOWED', 'OPTIONAL');
  return [
    policy(1, 'SMS only', groupAId, smsOnly),
    policy(2, 'All other factors', groupBId, allOthers),
    { ...policy(3, 'Default Policy', everyoneId, noPhone), system: true },
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

function policy(priority: number, name: string, groupId: string, settings: PolicySettings): Policy {
  const now = new Date();
  const stamps = { created: now, lastUpdated: now };
  return {
    id: newId('00p'),
    name,
    description: null,
    status: 'ACTIVE',
    system: false,
    priority,
    ...stamps,
    includedGroupIds: [groupId],
    settings,
    rules: [
      {
        id: newId('0pr'),
        name: 'Default Rule',
        status: 'ACTIVE',
        priority: 1,
        system: false,
        ...stamps,
        conditions: { people: { users: { exclude: [] } }, network: { connection: 'ANYWHERE' } },
        actions: { enroll: { self: 'CHALLENGE' } },
      },
    ],
  };
}
