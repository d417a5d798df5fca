import type { OrgPolicy } from '../okta/org-client.js';
import type { FoundOrg } from './found-org.js';

type Self = 'REQUIRED' | 'OPTIONAL' | 'NOT_ALLOWED';

/** What an enrollment policy says of each authenticator or factor; what it does not name is not allowed. */
export type Enrollments = ReadonlyMap<string, string>;

/** Okta's `AuthenticatorEnrollmentPolicyAuthenticatorType`: other authenticators are no part of an enrollment policy. */
const listable = new Set([
  ...['custom_app', 'custom_otp', 'duo', 'external_idp', 'google_otp', 'okta_email'],
  ...['okta_password', 'okta_verify', 'onprem_mfa', 'phone_number', 'rsa_token'],
  ...['security_question', 'symantec_vip', 'webauthn', 'yubikey_token'],
]);
/** Of these there may be several, told apart by their ids. */
const several = new Set(['custom_app', 'custom_otp', 'external_idp']);

/** Reads a policy's settings, in the form of either engine. */
export function enrollmentsOf({ settings }: Pick<OrgPolicy, 'settings'>): Enrollments {
  const found = new Map<string, string>();
  const note = (key: unknown, value: unknown) => {
    const { self } = (value as { enroll?: { self?: unknown } } | undefined)?.enroll ?? {};
    if (typeof key === 'string' && typeof self === 'string') found.set(key, self);
  };
  const { authenticators, factors } = settings ?? {};
  if (Array.isArray(authenticators)) {
    for (const each of authenticators as { key?: unknown }[]) note(each.key, each);
  }
  for (const [key, value] of Object.entries(factors ?? {})) note(key, value);
  return found;
}

export function allows(self: string | undefined): boolean {
  return self !== undefined && self !== 'NOT_ALLOWED';
}

export function allowsPhone(policy: Pick<OrgPolicy, 'settings'>): boolean {
  const enrollments = enrollmentsOf(policy);
  return allows(enrollments.get('phone_number') ?? enrollments.get('okta_sms'));
}

/** How enrollment is written in this org. */
export interface EnrollmentForm {
  phone: 'phone_number' | 'okta_sms';
  isPhoneActive: boolean;
  /** Settings in the form of the engine: as `selfOf` says for each that is active in the org. */
  write: (selfOf: (key: string) => Self) => Record<string, unknown>;
  /** What the default policy says. */
  byDefault: Enrollments;
  /** Keys of what is neither password nor phone. */
  others: readonly string[];
}

/** Classic has factors. So has an org of Identity Engine that was migrated, as long as its default policy has. Undefined if it cannot be seen. */
export function enrollmentForm(
  found: Pick<FoundOrg, 'engine' | 'authenticators' | 'enrollmentPolicies'>,
): EnrollmentForm | undefined {
  const { engine, authenticators, enrollmentPolicies } = found;
  if (authenticators === 'refused' || enrollmentPolicies === 'refused') return undefined;
  const system = enrollmentPolicies.find(({ isSystem }) => isSystem);
  const byDefault = enrollmentsOf({ settings: system?.settings });
  const isOther = (key: string) => !['okta_password', 'phone_number', 'okta_sms'].includes(key);

  const { settings = {} } = system ?? {};
  if (engine === 'classic' || ('factors' in settings && !('authenticators' in settings))) {
    // Okta lists all factors of the org in its default policy; nothing else tells them.
    const keys = byDefault.size === 0 ? ['okta_sms'] : [...byDefault.keys()];
    return {
      ...{ phone: 'okta_sms', isPhoneActive: keys.includes('okta_sms'), byDefault },
      others: keys.filter(isOther),
      write: (selfOf) => ({
        type: 'FACTORS',
        factors: Object.fromEntries(keys.map((key) => [key, { enroll: { self: selfOf(key) } }])),
      }),
    };
  }
  const active = authenticators.filter(
    ({ key, status }) => status === 'ACTIVE' && listable.has(key),
  );
  return {
    phone: 'phone_number',
    isPhoneActive: active.some(({ key }) => key === 'phone_number'),
    byDefault,
    others: active.map(({ key }) => key).filter(isOther),
    write: (selfOf) => ({
      type: 'AUTHENTICATORS',
      authenticators: active.map(({ id, key }) => ({
        ...{ key, ...(several.has(key) && { id }) },
        enroll: { self: selfOf(key) },
      })),
    }),
  };
}

/** Group A: the phone, and nothing else besides the password. */
export function phoneOnly({ phone, write }: EnrollmentForm): Record<string, unknown> {
  return write((key) => ([phone, 'okta_password'].includes(key) ? 'REQUIRED' : 'NOT_ALLOWED'));
}

/**
 * Group B: what the org's default policy says, so that nobody is asked for less than everybody else, and the phone at least OPTIONAL: else Okta hides the
 * one that was enrolled. Where the default allows nothing besides the phone, everything else is OPTIONAL.
 */
export function allOthers({
  phone,
  write,
  byDefault,
  others,
}: EnrollmentForm): Record<string, unknown> {
  const hasOthers = others.some((key) => allows(byDefault.get(key)));
  const asByDefault = (key: string): Self => {
    const self = byDefault.get(key);
    return self === 'REQUIRED' || self === 'OPTIONAL' ? self : 'NOT_ALLOWED';
  };
  return write((key) => {
    if (key === 'okta_password') return 'REQUIRED';
    if (key === phone) return allows(byDefault.get(key)) ? asByDefault(key) : 'OPTIONAL';
    return hasOthers ? asByDefault(key) : 'OPTIONAL';
  });
}
