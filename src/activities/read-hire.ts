import type { OktaClient } from '../okta/okta-client.js';
import type { EnrollmentSettings } from './enrollment-settings.js';

/** What the workflow must know of a user before it begins. No personal data. */
export interface Hire {
  /** Okta's user status, or DELETED where Okta knows no such user. */
  userStatus: string;
  inGroupA: boolean;
  inGroupB: boolean;
}

export function createReadHire(okta: OktaClient, settings: EnrollmentSettings) {
  /** Reads the user and the groups; changes nothing. */
  async function readHire({ userId }: { userId: string }): Promise<Hire> {
    const user = await okta.getUser(userId);
    if (user === undefined) return { userStatus: 'DELETED', inGroupA: false, inGroupB: false };
    const groupIds = await okta.listUserGroupIds(userId);
    return {
      userStatus: user.status,
      inGroupA: groupIds.includes(settings.groups.A),
      inGroupB: groupIds.includes(settings.groups.B),
    };
  }

  return { readHire };
}
