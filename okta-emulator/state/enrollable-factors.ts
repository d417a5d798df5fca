import { isAuthenticatorActive } from './authenticators.js';
import type { Org } from './org.js';

/** How the same way to sign in is called by an enrollment policy of either engine and by the Factors API. */
export interface EnrollableFactor {
  factorType: string;
  provider: 'OKTA' | 'GOOGLE' | 'FIDO';
  /** Identity Engine: the authenticator's key. */
  authenticator: string;
  /** Of the authenticator. */
  method: string;
  /** Classic: the key in `settings.factors`. */
  factor: string;
}

export const enrollableFactors: readonly EnrollableFactor[] = [
  factor('sms', 'OKTA', 'phone_number', 'sms', 'okta_sms'),
  factor('call', 'OKTA', 'phone_number', 'voice', 'okta_call'),
  factor('email', 'OKTA', 'okta_email', 'email', 'okta_email'),
  factor('question', 'OKTA', 'security_question', 'security_question', 'okta_question'),
  factor('push', 'OKTA', 'okta_verify', 'push', 'okta_push'),
  factor('token:software:totp', 'OKTA', 'okta_verify', 'totp', 'okta_otp'),
  factor('token:software:totp', 'GOOGLE', 'google_otp', 'otp', 'google_otp'),
  factor('webauthn', 'FIDO', 'webauthn', 'webauthn', 'fido_webauthn'),
];

/** Whether the org lets anybody use it, whatever a policy says. */
export function isFactorActive(org: Org, { authenticator, method }: EnrollableFactor): boolean {
  return isAuthenticatorActive(org, authenticator, method);
}

function factor(
  factorType: string,
  provider: EnrollableFactor['provider'],
  authenticator: string,
  method: string,
  classic: string,
): EnrollableFactor {
  return { factorType, provider, authenticator, method, factor: classic };
}
