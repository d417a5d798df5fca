import type { OktaClient, OktaFactor, OktaUser } from '../../src/okta/okta-client.js';
import { createFakeSystemLog, type FakeSystemLog } from './fake-system-log.js';
import { withFaults, type FaultyPort } from './faulty-port.js';
import { oktaError } from './okta-error.js';

/** A user with all that hangs on it. Tests may change it at will, as an admin could. */
interface FakeUser extends OktaUser {
  groupIds: Set<string>;
  factors: OktaFactor[];
  /** How many activation mails Okta has sent. */
  activationMails: number;
}

export interface FakeOkta extends OktaClient, FaultyPort<OktaClient> {
  readonly groups: { readonly A: string; readonly B: string };
  /** The type of users who are given no other. */
  readonly employee: string;
  readonly log: FakeSystemLog;
  /** A STAGED user with a usable phone number and both mail addresses, unless told otherwise. Returns the id. */
  addUser(user?: Partial<Omit<FakeUser, 'id'>>): string;
  /** Throws if there is no such user. */
  user(userId: string): FakeUser;
  deleteUser(userId: string): void;
  /** The person opens the activation link and sets a password: the user becomes ACTIVE. Returns the System Log events. */
  setPassword(userId: string): Record<string, unknown>[];
  /** The person verifies with the enrolled phone. Returns the System Log event. */
  verifyPhone(userId: string): Record<string, unknown>;
}

interface FakeOktaOptions {
  /** How often the policy of a user who has just joined Group A is still the old one; 0 unless given. */
  looksUntilSmsIsAllowed?: number;
  /** What Okta's clock says; the system's unless given. */
  clock?: () => Date;
}

/** Okta as far as a hire needs it, in memory: what one call changes the next one sees, under Okta's own rules. */
export function createFakeOkta({
  looksUntilSmsIsAllowed = 0,
  clock = () => new Date(),
}: FakeOktaOptions = {}): FakeOkta {
  const groups = { A: '00g0000000000000000A', B: '00g0000000000000000B' };
  const employee = 'oty0000000000employe';
  const users = new Map<string, FakeUser>();
  const looksLeft = new Map<string, number>();
  const log = createFakeSystemLog(clock);

  function user(userId: string): FakeUser {
    const found = users.get(userId);
    if (found === undefined) throw oktaError('404 E0000007');
    return found;
  }

  function isSmsAllowed({ id, groupIds }: FakeUser): boolean {
    return groupIds.has(groups.B) || (groupIds.has(groups.A) && (looksLeft.get(id) ?? 0) <= 0);
  }

  const port = withFaults<OktaClient>({
    getUser(userId) {
      const found = users.get(userId);
      if (found === undefined) return undefined;
      const { status, typeId = employee, profile } = found;
      return { id: userId, status, typeId, profile: { ...profile } };
    },

    listUserGroupIds: (userId) => [...user(userId).groupIds],

    addUserToGroup(groupId, userId) {
      const { groupIds } = user(userId);
      if (!groupIds.has(groupId)) looksLeft.set(userId, looksUntilSmsIsAllowed);
      groupIds.add(groupId);
    },

    removeUserFromGroup(groupId, userId) {
      users.get(userId)?.groupIds.delete(groupId);
    },

    listAllowedFactors(userId) {
      if (isSmsAllowed(user(userId))) return ['sms:OKTA', 'call:OKTA'];
      looksLeft.set(userId, (looksLeft.get(userId) ?? 0) - 1);
      return ['push:OKTA', 'token:software:totp:GOOGLE'];
    },

    listFactors: (userId) => (isSmsAllowed(user(userId)) ? [...user(userId).factors] : []),

    enrollSmsFactor(userId, phoneNumber) {
      const { factors } = user(userId);
      if (!isSmsAllowed(user(userId))) {
        throw oktaError('400 E0000001', {
          causes: ['Factor not allowed for the user based on the Multifactor policy'],
        });
      }
      const active = factors.find(({ status }) => status === 'ACTIVE');
      if (active !== undefined) {
        const cause =
          active.phoneNumber === phoneNumber
            ? 'A factor of this type is already set up.'
            : 'There is an existing verified phone number.';
        throw oktaError('400 E0000001', { causes: [cause] });
      }
      const factor: OktaFactor = {
        ...{ id: createId('sms'), factorType: 'sms', provider: 'OKTA', status: 'ACTIVE' },
        phoneNumber,
      };
      factors.push(factor);
      return factor;
    },

    getFactor: (userId, factorId) => users.get(userId)?.factors.find(({ id }) => id === factorId),

    activateUser(userId) {
      const staged = user(userId);
      if (['PROVISIONED', 'ACTIVE'].includes(staged.status)) throw oktaError('403 E0000016');
      if (!['STAGED', 'DEPROVISIONED'].includes(staged.status)) throw oktaError('403 E0000038');
      staged.status = 'PROVISIONED';
      staged.activationMails += 1;
      log.add('user.lifecycle.activate', userId);
    },

    listLogEvents: (query) => log.list(query),
    pollLog: (from) => log.poll(from),
  });

  return {
    ...port,
    groups,
    employee,
    log,
    user,
    addUser(given) {
      const id = createId('00u');
      users.set(id, {
        ...{ id, status: 'STAGED', groupIds: new Set(), factors: [], activationMails: 0 },
        profile: {
          firstName: 'Ann',
          email: 'ann@example.com',
          secondEmail: 'ann@home.example',
          mobilePhone: '+1 201 555 0123',
        },
        ...given,
      });
      return id;
    },
    deleteUser(userId) {
      users.delete(userId);
    },
    setPassword(userId) {
      const person = user(userId);
      if (person.status !== 'PROVISIONED') throw new Error(`The user is ${person.status}`);
      person.status = 'ACTIVE';
      return [
        log.add('user.account.update_password', userId),
        // Identity Engine reports a password under the type of a second factor, too.
        log.add('user.authentication.auth_via_mfa', userId, { method: 'Password' }),
      ];
    },
    verifyPhone(userId) {
      if (!user(userId).factors.some(({ status }) => status === 'ACTIVE')) {
        throw new Error('The user has no phone to verify');
      }
      return log.add('user.authentication.auth_via_mfa', userId, { method: 'SMS' });
    },
  };
}

let ids = 0;

/** In the form of Okta's: a prefix of three letters, 20 characters in all. */
function createId(prefix: '00u' | 'sms'): string {
  ids += 1;
  return prefix + String(ids).padStart(17, '0');
}
