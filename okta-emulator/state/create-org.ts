import type { ActivationMailer } from '../activation-mail/activation-mailer.js';
import { createSystemLog } from '../system-log/system-log.js';
import { createAccess } from './access.js';
import { seedAuthenticators } from './authenticators.js';
import { storeUser } from './directory.js';
import { createListing } from './listing.js';
import type { Engine, Org, OrgSettings } from './org.js';
import { createProfileIndex } from './profile-index.js';
import { createRecentAttempts } from './recent-attempts.js';
import { seedDefaultPolicies, seedPolicies } from './seed-policies.js';
import { seedAdmin, seedEveryone, seedGroups } from './seed.js';
import { seedTelephonyProvider } from './telephony-provider.js';
import type { User } from './user.js';
import { createUserSchema } from './user-schema.js';

export interface NewOrg {
  engine: Engine;
  /** As it is after sign-up: an admin, the group Everyone and Okta's default policies. Otherwise with Group A, Group B and all that hires need. */
  empty: boolean;
}

export function createOrg(
  { engine, empty }: NewOrg,
  settings: OrgSettings,
  activationMailer: ActivationMailer,
): Org {
  const admin = seedAdmin();
  const users = new Map<string, User>();
  const org: Org = {
    engine,
    url: '',
    settings,
    admin,
    access: createAccess(),
    users,
    logins: new Map(),
    userListing: createListing(),
    profileIndex: createProfileIndex(users),
    members: new Map(),
    groups: byId(empty ? [seedEveryone()] : [seedEveryone(), ...seedGroups()]),
    groupRules: new Map(),
    userSchema: createUserSchema(empty ? [] : ['mobileNumber']),
    authenticators: byId(seedAuthenticators()),
    telephonyProviders: byId(engine === 'idx' ? [seedTelephonyProvider()] : []),
    policies: byId(empty ? seedDefaultPolicies(engine) : seedPolicies(engine)),
    eventHooks: new Map(),
    activationTokens: new Map(),
    personSessions: new Map(),
    texts: [],
    textsTo: new Map(),
    bounces: new Map(),
    attempts: createRecentAttempts(),
    log: createSystemLog(),
    activationMailer,
  };
  storeUser(org, admin);
  return org;
}

function byId<T extends { id: string }>(resources: T[]): Map<string, T> {
  return new Map(resources.map((resource) => [resource.id, resource]));
}
