import type { ActivationMailer } from '../activation-mail/activation-mailer.js';
import { createSystemLog } from '../system-log/system-log.js';
import type { Engine, Org, OrgSettings } from './org.js';
import { seedPolicies } from './seed-policies.js';
import { seedAdmin, seedGroups } from './seed.js';

/** An org as it is after sign-up: an admin, the groups, and the policies for enrollment and sign-in. */
export function createOrg(
  engine: Engine,
  settings: OrgSettings,
  activationMailer: ActivationMailer,
): Org {
  const admin = seedAdmin();
  return {
    engine,
    url: '',
    settings,
    admin,
    users: new Map([[admin.id, admin]]),
    logins: new Map([[admin.profile.login, admin.id]]),
    groups: new Map(seedGroups().map((group) => [group.id, group])),
    policies: new Map(seedPolicies(engine).map((policy) => [policy.id, policy])),
    eventHooks: new Map(),
    activationTokens: new Map(),
    personSessions: new Map(),
    texts: [],
    bounces: new Map(),
    log: createSystemLog(),
    activationMailer,
  };
}
