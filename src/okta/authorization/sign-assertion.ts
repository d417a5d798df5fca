import { randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import type { SigningKey } from './private-key.js';

/** Okta takes up to an hour; nobody should find one that still works. */
const lifetime = '5 minutes';

/**
 * What a client proves itself with at the token endpoint: good for one request.
 * https://developer.okta.com/docs/guides/build-self-signed-jwt/
 */
export function signAssertion(
  { clientId, keyId, tokenUrl }: { clientId: string; keyId: string | undefined; tokenUrl: string },
  { key, algorithm, keyId: ownKeyId }: SigningKey,
): Promise<string> {
  const kid = ownKeyId ?? keyId;
  return new SignJWT()
    .setProtectedHeader({ alg: algorithm, typ: 'JWT', ...(kid !== undefined && { kid }) })
    .setIssuer(clientId)
    .setSubject(clientId)
    .setAudience(tokenUrl)
    .setIssuedAt()
    .setExpirationTime(lifetime)
    .setJti(randomUUID())
    .sign(key);
}
