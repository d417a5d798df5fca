import { randomUUID } from 'node:crypto';
import type { Caller } from '../../../okta-emulator/caller.js';
import { deactivateUser } from '../../../okta-emulator/management/lifecycle.js';
import { addToGroup, removeFromGroup } from '../../../okta-emulator/management/memberships.js';
import { unenrollFactor } from '../../../okta-emulator/management/unenroll-factor.js';
import { changeProfile, createUser } from '../../../okta-emulator/management/users.js';
import type { OktaEmulator } from '../../../okta-emulator/okta-emulator.js';
import { requireGroup } from '../../../okta-emulator/state/find.js';
import { policySettings } from '../../../okta-emulator/state/policy-settings.js';
import type { User, UserProfile } from '../../../okta-emulator/state/user.js';

/** HR and the administrators of the org: in the Admin Console, not through the API token of the product. */
export interface Administrator {
  createUser(profile: UserProfile): User;
  changeProfile(user: User, changes: Partial<UserProfile>): void;
  resetFactors(user: User): void;
  deactivate(user: User): void;
  takeOutOfGroupA(user: User): void;
  putIntoGroupA(user: User): void;
  /** Whether the members of Group B may use the phone. */
  letGroupBUsePhone(allowed: boolean): void;
}

export function createAdministrator({ org, groupA, groupB }: OktaEmulator): Administrator {
  const caller = (): Caller => ({
    user: org.admin,
    sessionId: 'trsAdminConsole',
    request: {
      ...{ id: randomUUID(), uri: '/admin', ipAddress: '127.0.0.1', userAgent: 'a browser' },
    },
  });
  return {
    createUser: (profile) => createUser(org, caller(), { profile, activate: false }),
    changeProfile(user, changes) {
      changeProfile(org, caller(), user, { ...user.profile, ...changes });
    },
    resetFactors(user) {
      for (const factor of user.factors) {
        unenrollFactor({ org, caller: caller(), user }, factor, true);
      }
    },
    deactivate(user) {
      deactivateUser(org, caller(), user);
    },
    takeOutOfGroupA(user) {
      removeFromGroup(org, caller(), requireGroup(org, groupA), user);
    },
    putIntoGroupA(user) {
      addToGroup(org, caller(), requireGroup(org, groupA), user);
    },
    letGroupBUsePhone(allowed) {
      const policy = [...org.policies.values()].find(({ includedGroupIds }) =>
        includedGroupIds.includes(groupB),
      );
      const phone = allowed ? 'OPTIONAL' : 'NOT_ALLOWED';
      if (policy) policy.settings = policySettings(org.engine, phone, 'OPTIONAL');
    },
  };
}
