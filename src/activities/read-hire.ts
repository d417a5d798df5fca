import type { OktaClient, OktaUser } from '../okta/okta-client.js';
import type { EnrollmentSettings } from './enrollment-settings.js';

/** What the workflow must know of a user before it begins. No personal data. */
export interface Hire {
  /** Okta's user status, or DELETED where Okta knows no such user. */
  userStatus: string;
  inGroupA: boolean;
  inGroupB: boolean;
  /** What the configuration wants of a hire and the user does not have. Okta never changes the type of a new user; groups may follow. */
  notConcerned?: 'user-type' | 'groups';
}

export function createReadHire(okta: OktaClient, settings: EnrollmentSettings) {
  /** Reads the user and the groups; changes nothing. */
  async function readHire({ userId }: { userId: string }): Promise<Hire> {
    const user = await okta.getUser(userId);
    if (user === undefined) return { userStatus: 'DELETED', inGroupA: false, inGroupB: false };
    const groupIds = await okta.listUserGroupIds(userId);
    const notConcerned = whyNotConcerned(user, groupIds);
    return {
      ...(notConcerned !== undefined && { notConcerned }),
      userStatus: user.status,
      inGroupA: groupIds.includes(settings.groups.A),
      inGroupB: groupIds.includes(settings.groups.B),
    };
  }

  function whyNotConcerned({ typeId = '' }: OktaUser, groupIds: string[]): Hire['notConcerned'] {
    const { userTypes, groups } = settings.hires ?? { userTypes: [], groups: [] };
    if (userTypes.length > 0 && !userTypes.includes(typeId)) return 'user-type';
    if (groups.length > 0 && !groups.some((id) => groupIds.includes(id))) return 'groups';
    return undefined;
  }

  return { readHire };
}
