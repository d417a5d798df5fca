import type { JWTPayload } from 'jose';

const mostAheadSeconds = 3600;
/** How far a clock may be ahead of Okta's. Okta documents none; it refuses what is issued in the future. */
const leewaySeconds = 300;

/**
 * What is wrong with the claims of a client assertion, in Okta's words where they are public, or undefined.
 *
 * @param now by the org's clock, in seconds.
 */
export function assertionFault(
  claims: JWTPayload,
  { clientId, audiences, now }: { clientId: string; audiences: readonly string[]; now: number },
): string | undefined {
  const { iss, sub, aud, exp, iat } = claims;
  // Okta's words for the next three, and for a missing `exp`, are not public.
  if (iss !== clientId || sub !== clientId) {
    return 'The issuer and subject claims for client_assertion must be the client_id.';
  }
  if (exp === undefined) return 'The client_assertion token must have an expiration.';
  if (iat !== undefined && iat > now + leewaySeconds) {
    return 'The client_assertion token was issued in the future.';
  }
  if (![aud].flat().some((audience) => audience !== undefined && audiences.includes(audience))) {
    return 'The audience claim for client_assertion must be the endpoint invoked for the request.';
  }
  if (exp <= now) return 'The client_assertion token is expired.';
  if (exp > now + mostAheadSeconds) {
    return 'The client_assertion token has an expiration too far into the future.';
  }
  return undefined;
}
