import { randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import type { TestKey } from '../../unit/okta/authorization/keys.js';

/** True if whoever has the service app's own key, and shows no DPoP proof, gets no token. */
export async function refusesWithoutProof(
  orgUrl: string,
  { clientId, key }: { clientId: string; key: TestKey },
): Promise<boolean> {
  const url = new URL('/oauth2/v1/token', orgUrl).href;
  const assertion = await new SignJWT()
    .setProtectedHeader({ alg: 'ES256', kid: key.publicJwk.kid ?? '' })
    .setIssuer(clientId)
    .setSubject(clientId)
    .setAudience(url)
    .setJti(randomUUID())
    .setIssuedAt()
    .setExpirationTime('5m')
    .sign(key.privateKey);
  const answer = await fetch(url, {
    method: 'POST',
    body: new URLSearchParams({
      ...{ grant_type: 'client_credentials', scope: 'okta.users.read' },
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion,
    }),
  });
  const { error } = (await answer.json()) as { error?: string };
  return answer.status === 400 && error === 'invalid_dpop_proof';
}
