import { decodeJwt, decodeProtectedHeader, type JWTPayload } from 'jose';

import type { Access } from '../state/access.js';
import type { PublicJwk, ServiceApp } from '../state/service-app.js';
import { assertionFault } from './assertion-claims.js';
import { invalidClient } from './oauth-error.js';
import { isAlgorithm, isSignedBy } from './signature.js';

interface Expectation {
  /** The addresses under which the endpoint is asked. */
  audiences: readonly string[];
  /** By the org's clock, in seconds. */
  now: number;
}

/**
 * The app that a `private_key_jwt` assertion proves. Its `jti` is used up by that, whatever becomes of the request: with Okta a repetition
 * after `use_dpop_nonce` needs a new assertion. Without a `jti` an assertion can be used again.
 *
 * @throws OAuthError 401 invalid_client
 */
export async function authenticateClient(
  { serviceApps, usedAssertions }: Access,
  assertion: string,
  { audiences, now }: Expectation,
): Promise<ServiceApp> {
  const { kid, alg, claims } = decode(assertion);
  const app = serviceApps.get(claims.sub ?? claims.iss ?? '');
  if (!app) throw invalidClient("Invalid value for 'client_id' parameter.");
  if (!isAlgorithm(alg)) throw invalidClient('The client_assertion signing algorithm is invalid.');
  const key = keyOf(app, kid);
  if (!key) throw invalidClient('The client_assertion JWT kid is invalid.');
  if (!(await isSignedBy(assertion, key, alg))) {
    throw invalidClient('The client_assertion signature is invalid.');
  }
  const fault = assertionFault(claims, { clientId: app.id, audiences, now });
  if (fault !== undefined) throw invalidClient(fault);
  const { jti, exp = now } = claims;
  if (jti !== undefined && !usedAssertions.use(`${app.id} ${jti}`, exp * 1000)) {
    throw invalidClient('The client_assertion token has already been used.');
  }
  return app;
}

function decode(assertion: string): { kid?: unknown; alg?: unknown; claims: JWTPayload } {
  try {
    const { kid, alg } = decodeProtectedHeader(assertion);
    return { kid, alg, claims: decodeJwt(assertion) };
  } catch {
    throw invalidClient('The client_assertion token is malformed.');
  }
}

/** https://github.com/okta/okta-sdk-python/issues/289: an assertion without a `kid` is taken as long as there is one key only. */
function keyOf({ keys }: ServiceApp, kid: unknown): PublicJwk | undefined {
  if (kid === undefined) return keys.length === 1 ? keys[0] : undefined;
  return keys.find((key) => key.kid === kid);
}
