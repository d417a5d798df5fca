import { newId } from './ids.js';
import type { Org } from './org.js';

type Status = 'ACTIVE' | 'INACTIVE';

/** A way to prove who one is, with the ways to do that. On Classic, where the API does not show them, they stand for what the org lets factors do. */
export interface Authenticator {
  /** `aut…` */
  id: string;
  key: string;
  type: 'app' | 'email' | 'password' | 'phone' | 'security_key' | 'security_question';
  name: string;
  status: Status;
  created: Date;
  lastUpdated: Date;
  /** Of those kinds that have some. */
  settings?: Record<string, string | number>;
  methods: AuthenticatorMethod[];
}

export interface AuthenticatorMethod {
  type: string;
  status: Status;
}

/** What every org has, all ACTIVE. Source: AuthenticatorsResponse and the schemas of methods in Okta's OpenAPI description. */
const kinds: readonly (Pick<Authenticator, 'key' | 'type' | 'name' | 'settings'> & {
  methods: readonly string[];
})[] = [
  {
    ...{ key: 'okta_email', type: 'email', name: 'Email', methods: ['email'] },
    settings: { allowedFor: 'any', tokenLifetimeInMinutes: 5 },
  },
  { key: 'okta_password', type: 'password', name: 'Password', methods: ['password'] },
  {
    ...{ key: 'phone_number', type: 'phone', name: 'Phone', methods: ['sms', 'voice'] },
    settings: { allowedFor: 'any' },
  },
  {
    ...{ key: 'okta_verify', type: 'app', name: 'Okta Verify' },
    methods: ['push', 'totp', 'signed_nonce'],
  },
  { key: 'google_otp', type: 'app', name: 'Google Authenticator', methods: ['otp'] },
  {
    ...{ key: 'security_question', type: 'security_question', name: 'Security Question' },
    ...{ methods: ['security_question'], settings: { allowedFor: 'any' } },
  },
  {
    ...{ key: 'webauthn', type: 'security_key', name: 'Security Key or Biometric' },
    methods: ['webauthn'],
  },
];

export const authenticatorKeys: readonly string[] = kinds.map(({ key }) => key);

export function seedAuthenticators(): Authenticator[] {
  const now = new Date();
  return kinds.map(({ methods, ...kind }) => ({
    ...kind,
    ...{ id: newId('aut'), status: 'ACTIVE', created: now, lastUpdated: now },
    methods: methods.map((type) => ({ type, status: 'ACTIVE' })),
  }));
}

/** @param method one of those that it has; undefined for the authenticator itself, with any of its methods. */
export function isAuthenticatorActive(org: Org, key: string, method?: string): boolean {
  const authenticator = [...org.authenticators.values()].find((each) => each.key === key);
  return (
    authenticator?.status === 'ACTIVE' &&
    authenticator.methods.some(
      ({ type, status }) => status === 'ACTIVE' && type === (method ?? type),
    )
  );
}
