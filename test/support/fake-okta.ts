import type {
  EnrollmentPolicy,
  FactorActivation,
  OktaClient,
  OktaFactor,
  OktaUser,
  UserSelection,
} from '../../src/okta/okta-client.js';
import { createFakeSystemLog, type FakeSystemLog } from './fake-system-log.js';
import { withFaults, type FaultyPort } from './faulty-port.js';
import { oktaError, smsNotAllowed } from './okta-error.js';

/** A user with all that hangs on it. Tests may change it at will, as an admin could. */
interface FakeUser extends OktaUser {
  /** ISO 8601. */
  created: string;
  groupIds: Set<string>;
  factors: OktaFactor[];
  /** Types of admin roles. */
  adminRoles?: readonly string[];
  /** How many activation mails Okta has sent. */
  activationMails: number;
  /** How many activation links `renewActivationLink` has given. */
  linksGiven: number;
  /** The last of them: the only one that works. */
  activationUrl?: string;
}

export interface FakeOkta extends OktaClient, FaultyPort<OktaClient> {
  readonly groups: { readonly A: string; readonly B: string };
  /** The type of users who are given no other. */
  readonly employee: string;
  /** The owner of the API token, and the token: the actor of what is done through the port. */
  readonly ownUserId: string;
  readonly ownApiTokenId: string;
  /** As an admin could change them: they decide who may enroll a phone. Group A must use it, Group B may, and nobody else. */
  policies: EnrollmentPolicy[];
  /** Whether a sign-on policy asks for a second factor. */
  asksForMfa: boolean;
  /** Whether the org can send texts and make calls. */
  hasTelephony: boolean;
  /** As Okta's answers tell them. */
  rateLimits: Awaited<ReturnType<OktaClient['readRateLimits']>>;
  readonly log: FakeSystemLog;
  /** A STAGED user with a login, a usable phone number of his own and both mail addresses, unless told otherwise. Returns the id. */
  addUser(user?: Partial<Omit<FakeUser, 'id'>>): string;
  /** Throws if there is no such user. */
  user(userId: string): FakeUser;
  deleteUser(userId: string): void;
  /** Somebody else than us adds a user to a group. Returns the System Log event. */
  addToGroupAs(actorId: string, groupId: string, userId: string): Record<string, unknown>;
  /** A mail of Okta's to the user comes back. Returns the System Log event. */
  bounceMail(userId: string): Record<string, unknown>;
  /** The person opens the activation link and sets a password: the user becomes ACTIVE. Returns the System Log events. */
  setPassword(userId: string): Record<string, unknown>[];
  /** The code that makes a pending factor ACTIVE: the last that was sent, or what the app shows now. */
  codeOf(factorId: string): string;
  /** How many codes were sent to the user. */
  codesSent(userId: string): number;
  /** What the person does in the app, or Okta's `TIMEOUT`. */
  answerPush(factorId: string, answer: 'ACCEPTED' | 'REJECTED' | 'TIMEOUT'): void;
  /** The person verifies with the enrolled phone. Returns the System Log event. */
  verifyPhone(userId: string): Record<string, unknown>;
}

interface FakeOktaOptions {
  /** How often the policy of a user who has just joined Group A is still the old one; 0 unless given. */
  looksUntilSmsIsAllowed?: number;
  /** What Okta's clock says; the system's unless given. */
  clock?: () => Date;
}

const membersPerPage = 200;
const mostFound = 10;

/** Okta as far as a hire needs it, in memory: what one call changes the next one sees, under Okta's own rules. */
export function createFakeOkta({
  looksUntilSmsIsAllowed = 0,
  clock = () => new Date(),
}: FakeOktaOptions = {}): FakeOkta {
  const groups = { A: '00g0000000000000000A', B: '00g0000000000000000B' };
  const employee = 'oty0000000000employe';
  const own = { id: '00u000000000preenrol', apiTokenId: '00T000000000preenrol' };
  const users = new Map<string, FakeUser>();
  let added = 0;
  const looksLeft = new Map<string, number>();
  const log = createFakeSystemLog(clock);
  let linksGiven = 0;
  const pendingFactors = new Map<string, { code: string; answer: string }>();
  const codesSent = new Map<string, number>();

  function user(userId: string): FakeUser {
    const found = users.get(userId);
    if (found === undefined) throw oktaError('404 E0000007');
    return found;
  }

  function isSmsAllowed({ id, groupIds }: FakeUser): boolean {
    const isSettled = (looksLeft.get(id) ?? 0) <= 0;
    const [policy] = okta.policies
      .filter(({ isActive, hasActiveRule }) => isActive && hasActiveRule)
      .filter(
        ({ isForEveryone, ...policy }) =>
          isForEveryone ||
          policy.groupIds.some((group) => groupIds.has(group) && (isSettled || group !== groups.A)),
      )
      .sort((one, other) => one.priority - other.priority);
    return (policy?.phone ?? 'NOT_ALLOWED') !== 'NOT_ALLOWED';
  }

  /** Phones by the policies; Group A's allows nothing else. */
  function isAllowed(person: FakeUser, { factorType }: Pick<OktaFactor, 'factorType'>): boolean {
    if (['sms', 'call'].includes(factorType)) return isSmsAllowed(person);
    return !person.groupIds.has(groups.A);
  }

  function sendCode(userId: string, { id, factorType }: OktaFactor): void {
    const code = String(100_000 + pendingFactors.size + (codesSent.get(userId) ?? 0));
    pendingFactors.set(id, { code, answer: 'WAITING' });
    if (!isSent(factorType)) return;
    codesSent.set(userId, (codesSent.get(userId) ?? 0) + 1);
  }

  function findPending(userId: string, factorId: string) {
    const factor = user(userId).factors.find(({ id }) => id === factorId);
    const pending = pendingFactors.get(factorId);
    if (factor?.status !== 'PENDING_ACTIVATION' || !pending) throw oktaError('404 E0000007');
    return { factor, pending };
  }

  /** Okta gives an ACTIVE factor another id. */
  function makeActive(factor: OktaFactor): OktaFactor {
    factor.id = createId(factor.factorType === 'sms' ? 'sms' : 'act');
    factor.status = 'ACTIVE';
    return { ...factor };
  }

  function addToGroup(groupId: string, userId: string, actor: { id: string; apiTokenId?: string }) {
    const { groupIds } = user(userId);
    // Okta does not write down what changes nothing.
    if (groupIds.has(groupId)) return undefined;
    looksLeft.set(userId, looksUntilSmsIsAllowed);
    groupIds.add(groupId);
    return log.add('group.user_membership.add', userId, { groupId, actor });
  }

  const port = withFaults<OktaClient>({
    getUser(userId) {
      const found =
        users.get(userId) ?? [...users.values()].find(({ profile }) => profile['login'] === userId);
      if (found === undefined) return undefined;
      const { id, status, typeId = employee, profile } = found;
      return { id, status, typeId, profile: { ...profile } };
    },

    getOwnUserId: () => own.id,

    findUserIds(attributes, values) {
      // Okta's search has no regard to case.
      const wanted = new Set(values.map((value) => value.toLowerCase()));
      return [...users.values()]
        .filter(({ status }) => status !== 'DEPROVISIONED')
        .filter(({ profile }) =>
          attributes.some((attribute) => {
            const value = profile[attribute];
            return typeof value === 'string' && wanted.has(value.toLowerCase());
          }),
        )
        .map(({ id }) => id)
        .slice(0, mostFound);
    },

    listUsers(selection, after = '') {
      const rest = [...users.values()].filter(
        (person) => isSelected(person, selection) && person.id > after,
      );
      const page = rest.slice(0, membersPerPage);
      const last = page.at(-1);
      return {
        users: page.map(({ id, status, typeId = employee, profile }) => ({
          ...{ id, status, typeId },
          profile: { ...profile },
        })),
        ...(rest.length > page.length && last && { next: last.id }),
      };
    },

    readRateLimits: () => ({ ...okta.rateLimits }),

    listUserGroupIds: (userId) => [...user(userId).groupIds],

    listAdminRoles: (userId) => [...(user(userId).adminRoles ?? [])],

    listGroupMembers(groupId, after = '') {
      const rest = [...users.values()].filter(
        ({ id, groupIds }) => groupIds.has(groupId) && id > after,
      );
      const page = rest.slice(0, membersPerPage);
      const last = page.at(-1);
      return {
        members: page.map(({ id, status, created }) => ({ id, status, created })),
        ...(rest.length > page.length && last && { next: last.id }),
      };
    },

    addUserToGroup(groupId, userId) {
      addToGroup(groupId, userId, own);
    },

    removeUserFromGroup(groupId, userId) {
      if (users.get(userId)?.groupIds.delete(groupId) !== true) return;
      log.add('group.user_membership.remove', userId, { groupId, actor: own });
    },

    listAllowedFactors(userId) {
      if (isSmsAllowed(user(userId))) return ['sms:OKTA', 'call:OKTA'];
      looksLeft.set(userId, (looksLeft.get(userId) ?? 0) - 1);
      return ['push:OKTA', 'token:software:totp:GOOGLE'];
    },

    listFactors: (userId) =>
      user(userId)
        .factors.filter((factor) => isAllowed(user(userId), factor))
        .map((factor) => ({ ...factor })),

    enrollFactor(userId, { factorType, provider, ...profile }) {
      const person = user(userId);
      if (!isAllowed(person, { factorType })) throw smsNotAllowed();
      if (profile.phoneNumber !== undefined && !okta.hasTelephony) {
        throw oktaError('400 E0000264');
      }
      const isSame = (other: OktaFactor) =>
        other.factorType === factorType && other.provider === provider;
      if (person.factors.some((other) => isSame(other) && other.status === 'ACTIVE')) {
        const causes = ['A factor of this type is already set up.'];
        throw oktaError('400 E0000001', { causes });
      }
      const factor: OktaFactor = {
        ...{ id: createId('mbl'), factorType, provider, status: 'PENDING_ACTIVATION' },
        ...{ ...profile, created: clock().toISOString() },
      };
      person.factors = [...person.factors.filter((other) => !isSame(other)), factor];
      sendCode(userId, factor);
      return { ...factor, ...(!isSent(factorType) && { activation: activationOf(factor) }) };
    },

    activateFactor(userId, factorId, passCode) {
      const { factor, pending } = findPending(userId, factorId);
      if (passCode !== pending.code) throw oktaError('403 E0000068');
      return makeActive(factor);
    },

    resendFactorCode(userId, { id }) {
      sendCode(userId, findPending(userId, id).factor);
    },

    pollPushActivation(userId, factorId) {
      const { factor, pending } = findPending(userId, factorId);
      if (pending.answer === 'ACCEPTED') return { factor: makeActive(factor) };
      return { factorResult: pending.answer };
    },

    enrollSmsFactor(userId, phoneNumber) {
      const { factors } = user(userId);
      if (!isSmsAllowed(user(userId))) throw smsNotAllowed();
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
        ...{ phoneNumber, created: clock().toISOString() },
      };
      factors.push(factor);
      return factor;
    },

    getFactor: (userId, factorId) => users.get(userId)?.factors.find(({ id }) => id === factorId),

    unenrollFactor(userId, factorId) {
      const found = users.get(userId);
      if (found) found.factors = found.factors.filter(({ id }) => id !== factorId);
    },

    renewActivationLink(userId) {
      const person = user(userId);
      if (person.status !== 'PROVISIONED') throw oktaError('403 E0000038');
      linksGiven += 1;
      person.linksGiven += 1;
      const activationUrl = `https://example.okta.com/tokens/${linksGiven}/verify`;
      person.activationUrl = activationUrl;
      return { activationUrl };
    },

    listEnrollmentPolicies: () => okta.policies.map((policy) => structuredClone(policy)),

    isMfaAskedFor: () => okta.asksForMfa,

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

  const okta: FakeOkta = {
    ...port,
    ...{ groups, employee, log, user },
    ...{ ownUserId: own.id, ownApiTokenId: own.apiTokenId },
    policies: defaultPolicies(groups),
    asksForMfa: true,
    hasTelephony: true,
    rateLimits: {},
    addUser(given) {
      const id = createId('00u');
      added += 1;
      users.set(id, {
        ...{ id, status: 'STAGED', created: clock().toISOString() },
        ...{ groupIds: new Set(), factors: [], activationMails: 0, linksGiven: 0 },
        profile: {
          login: `${id}@example.com`,
          firstName: 'Ann',
          email: 'ann@example.com',
          secondEmail: 'ann@home.example',
          mobilePhone: `+1 201 555 ${String(122 + added).padStart(4, '0')}`,
        },
        ...given,
      });
      return id;
    },
    deleteUser(userId) {
      users.delete(userId);
    },
    addToGroupAs(actorId, groupId, userId) {
      const event = addToGroup(groupId, userId, { id: actorId });
      if (event === undefined) throw new Error('The user is in the group');
      return event;
    },
    bounceMail: (userId) =>
      log.add('system.email.delivery', user(userId).id, { outcome: 'FAILURE' }),
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
    codeOf: (factorId) => pendingFactors.get(factorId)?.code ?? raise('There is no such factor'),
    codesSent: (userId) => codesSent.get(userId) ?? 0,
    answerPush(factorId, answer) {
      const pending = pendingFactors.get(factorId) ?? raise('There is no such factor');
      pending.answer = answer;
    },
    verifyPhone(userId) {
      if (!user(userId).factors.some(({ status }) => status === 'ACTIVE')) {
        throw new Error('The user has no phone to verify');
      }
      return log.add('user.authentication.auth_via_mfa', userId, { method: 'SMS' });
    },
  };
  return okta;
}

/** Of Okta's searches it knows the one for a status, and those for ids and logins, with `or` between them. */
function isSelected(
  { id, status, profile, groupIds }: FakeUser,
  selection: UserSelection,
): boolean {
  if ('group' in selection) return groupIds.has(selection.group);
  const values: Record<string, unknown> = { id, status, 'profile.login': profile['login'] };
  return selection.search.split(' or ').some((term) => {
    const [, attribute = '', value = ''] = /^(\S+) eq "(.*)"$/.exec(term) ?? [];
    if (!(attribute in values)) throw oktaError('400 E0000031');
    return String(values[attribute]).toLowerCase() === value.toLowerCase();
  });
}

function defaultPolicies(groups: { A: string; B: string }): EnrollmentPolicy[] {
  const active = { isActive: true, hasActiveRule: true, isForEveryone: false };
  return [
    { ...active, priority: 1, groupIds: [groups.A], phone: 'REQUIRED' },
    { ...active, priority: 2, groupIds: [groups.B], phone: 'OPTIONAL' },
    { ...active, priority: 3, groupIds: [], isForEveryone: true, phone: 'NOT_ALLOWED' },
  ];
}

function isSent(factorType: string): boolean {
  return ['sms', 'call', 'email'].includes(factorType);
}

/** What an app is set up with; the secret tells which factor it is of. */
function activationOf({ id, factorType }: OktaFactor): FactorActivation {
  const qrCodeUrl = `https://example.okta.com/qr/${id}`;
  if (factorType === 'push') return { qrCodeUrl };
  return { sharedSecret: 'JBTWGV22G4ZGKV3N', timeStep: 30, keyLength: 6, qrCodeUrl };
}

function raise(message: string): never {
  throw new Error(message);
}

let ids = 0;

/** In the form of Okta's: a prefix of three letters, 20 characters in all. */
function createId(prefix: '00u' | 'sms' | 'mbl' | 'act'): string {
  ids += 1;
  return prefix + String(ids).padStart(17, '0');
}
