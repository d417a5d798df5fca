import pMap from 'p-map';
import type { OktaUser } from '../../okta/okta-client.js';
import type { OrgEventHook } from '../../okta/org-client.js';
import type { DoctorSettings, UserSample } from '../evidence.js';
import type { Readers } from '../readings.js';
import type { OktaPorts } from './ports.js';

type Names =
  | 'groups'
  | 'groupRules'
  | 'userAttributes'
  | 'sampledUsers'
  | 'enrollmentPolicies'
  | 'orgPolicies'
  | 'asksForMfa'
  | 'phoneAuthenticator'
  | 'telephonyProviders'
  | 'eventHook'
  | 'rateLimits';

/** 200 users each. */
const sampledPages = 5;

const hookPath = '/okta/event-hook';

export function orgReaders(okta: () => OktaPorts): Pick<Readers, Names> {
  return {
    async groups(read) {
      const { populations } = await read('settings');
      const ids = new Set(populations.flatMap(({ groups }) => [groups.A, groups.B]));
      const found = await pMap(ids, async (id) => [id, await okta().org.getGroup(id)] as const, {
        concurrency: 2,
      });
      return new Map(found);
    },

    groupRules: () => okta().org.listGroupRules(),
    userAttributes: () => okta().org.listUserAttributes(),

    /** Those who are to come; where there are none, those who have come. */
    async sampledUsers() {
      const staged = await sample(okta(), 'staged');
      return staged.users.length > 0 ? staged : sample(okta(), 'active');
    },

    enrollmentPolicies: () => okta().client.listEnrollmentPolicies(),
    orgPolicies: () => okta().org.listPolicies('MFA_ENROLL'),
    asksForMfa: () => okta().client.isMfaAskedFor(),

    async phoneAuthenticator(read) {
      const { engine } = await read('organization');
      // Classic has none, and refuses to tell.
      if (engine === 'classic') return { authenticator: undefined, smsMethod: undefined };
      const { org } = okta();
      const authenticator = (await org.listAuthenticators()).find(
        ({ key }) => key === 'phone_number',
      );
      if (authenticator === undefined) return { authenticator, smsMethod: undefined };
      const methods = await org.listAuthenticatorMethods(authenticator.id);
      return { authenticator, smsMethod: methods.find(({ type }) => type === 'sms')?.status };
    },

    telephonyProviders: () => okta().org.listTelephonyProviders(),

    async eventHook(read) {
      const [settings, hooks] = await Promise.all([read('settings'), okta().org.listEventHooks()]);
      return findOwnHook(hooks, settings);
    },

    rateLimits: () => okta().client.readRateLimits(),
  };
}

function findOwnHook(
  hooks: readonly OrgEventHook[],
  { eventHookId }: Pick<DoctorSettings, 'eventHookId'>,
): OrgEventHook | undefined {
  if (eventHookId !== undefined) return hooks.find(({ id }) => id === eventHookId);
  const ours = hooks.filter(
    ({ url }) => URL.canParse(url) && new URL(url).pathname.endsWith(hookPath),
  );
  return ours.find(({ status }) => status === 'ACTIVE') ?? ours[0];
}

async function sample({ client }: OktaPorts, of: UserSample['of']): Promise<UserSample> {
  const users: OktaUser[] = [];
  let after: string | undefined;
  for (let pages = 0; pages < sampledPages; pages += 1) {
    const page = await client.listUsers({ search: `status eq "${of.toUpperCase()}"` }, after);
    users.push(...page.users);
    after = page.next;
    if (after === undefined) return { of, users, isWhole: true };
  }
  return { of, users, isWhole: false };
}
