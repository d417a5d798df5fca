import type { ActivationMailer } from '../activation-mail/activation-mailer.js';
import { createSystemLog } from '../system-log/system-log.js';
import { createAccess } from './access.js';
import { storeUser } from './directory.js';
import { createListing } from './listing.js';
import type { Engine, Org, OrgSettings } from './org.js';
import { createProfileIndex } from './profile-index.js';
import { createRecentAttempts } from './recent-attempts.js';
import { seedPolicies } from './seed-policies.js';
import { seedAdmin, seedGroups } from './seed.js';
import type { User } from './user.js';

/** An org as it is after sign-up: an admin, the groups, and the policies for enrollment and sign-in. */
export function createOrg(
  engine: Engine,
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
    groups: new Map(seedGroups().map((group) => [group.id, group])),
    policies: new Map(seedPolicies(engine).map((policy) => [policy.id, policy])),
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
