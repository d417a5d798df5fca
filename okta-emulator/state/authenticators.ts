import { newId } from './ids.js';
import type { Engine } from './org.js';
import type { EnrollSelf, PolicySettings } from './policy.js';

/** An authenticator that is active in the org. Source: `GET /api/v1/authenticators` in Okta's OpenAPI description. */
export interface Authenticator {
  id: string;
  key: string;
  type: 'app' | 'email' | 'password' | 'phone' | 'security_key' | 'security_question';
  name: string;
}

export const authenticators: readonly Authenticator[] = [
  authenticator('okta_email', 'email', 'Email'),
  authenticator('okta_password', 'password', 'Password'),
  authenticator('phone_number', 'phone', 'Phone'),
  authenticator('okta_verify', 'app', 'Okta Verify'),
  authenticator('google_otp', 'app', 'Google Authenticator'),
  authenticator('security_question', 'security_question', 'Security Question'),
  authenticator('webauthn', 'security_key', 'Security Key or Biometric'),
];

/** How the same way to sign in is called by an enrollment policy of either engine and by the Factors API. */
export interface EnrollableFactor {
  factorType: string;
  provider: 'OKTA' | 'GOOGLE' | 'FIDO';
  /** Identity Engine: the authenticator's key. */
  authenticator: string;
  /** Classic: the key in `settings.factors`. */
  factor: string;
}

export const enrollableFactors: readonly EnrollableFactor[] = [
  { factorType: 'sms', provider: 'OKTA', authenticator: 'phone_number', factor: 'okta_sms' },
  { factorType: 'call', provider: 'OKTA', authenticator: 'phone_number', factor: 'okta_call' },
  { factorType: 'email', provider: 'OKTA', authenticator: 'okta_email', factor: 'okta_email' },
  {
    factorType: 'question',
    provider: 'OKTA',
    authenticator: 'security_question',
    factor: 'okta_question',
  },
  { factorType: 'push', provider: 'OKTA', authenticator: 'okta_verify', factor: 'okta_push' },
  {
    factorType: 'token:software:totp',
    provider: 'OKTA',
    authenticator: 'okta_verify',
    factor: 'okta_otp',
  },
  {
    factorType: 'token:software:totp',
    provider: 'GOOGLE',
    authenticator: 'google_otp',
    factor: 'google_otp',
  },
  { factorType: 'webauthn', provider: 'FIDO', authenticator: 'webauthn', factor: 'fido_webauthn' },
];

/** The enrollment policy's settings in the engine's own shape: the phone as one says, everything else alike; passwords always. */
export function policySettings(
  engine: Engine,
  phone: EnrollSelf,
  others: EnrollSelf,
): PolicySettings {
  if (engine === 'classic') {
    const factors = enrollableFactors.map(({ factor }) => {
      return [factor, { enroll: { self: factor === 'okta_sms' ? phone : others } }] as const;
    });
    return { type: 'FACTORS', factors: Object.fromEntries(factors) };
  }
  const selfOf: Record<string, EnrollSelf> = { okta_password: 'REQUIRED', phone_number: phone };
  return {
    type: 'AUTHENTICATORS',
    authenticators: authenticators.map(({ key }) => {
      return { key, enroll: { self: selfOf[key] ?? others } };
    }),
  };
}

function authenticator(key: string, type: Authenticator['type'], name: string): Authenticator {
  return { id: newId('aut'), key, type, name };
}
