import { createSystemLog } from '../system-log/system-log.js';
import type { Engine, Org, OrgSettings } from './org.js';
import { adminUser } from './seed.js';

export function createOrg(engine: Engine, settings: OrgSettings): Org {
  const admin = adminUser();
  return {
    engine,
    url: '',
    settings,
    admin,
    users: new Map([[admin.id, admin]]),
    logins: new Map([[admin.profile.login, admin.id]]),
    groups: new Map(),
    policies: new Map(),
    eventHooks: new Map(),
    activationTokens: new Map(),
    personSessions: new Map(),
    texts: [],
    log: createSystemLog(),
  };
}
