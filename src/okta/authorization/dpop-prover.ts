import { createHash, randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { AuthorizedRequest } from './okta-authorization.js';

interface DpopProof extends AuthorizedRequest {
  /** The server's, where it has given one. */
  nonce?: string | undefined;
  /** That the request is made with; absent where one is asked for. */
  accessToken?: string;
}

/** Signs the proof of one request, with a key that only this process has. RFC 9449, section 4.2. */
export type DpopProver = (proof: DpopProof) => Promise<string>;

const algorithm = 'ES256';

export function createDpopProver(): DpopProver {
  let keys: ReturnType<typeof createKeys> | undefined;
  return async ({ method, url, nonce, accessToken }) => {
    const { privateKey, jwk } = await (keys ??= createKeys());
    const { origin, pathname } = new URL(url);
    return new SignJWT({
      htm: method.toUpperCase(),
      // Without query and fragment.
      htu: `${origin}${pathname}`,
      ...(nonce !== undefined && { nonce }),
      ...(accessToken !== undefined && { ath: hashOf(accessToken) }),
    })
      .setProtectedHeader({ alg: algorithm, typ: 'dpop+jwt', jwk })
      .setIssuedAt()
      .setJti(randomUUID())
      .sign(privateKey);
  };
}

async function createKeys() {
  const { privateKey, publicKey } = await generateKeyPair(algorithm);
  return { privateKey, jwk: await exportJWK(publicKey) };
}

function hashOf(accessToken: string): string {
  return createHash('sha256').update(accessToken).digest('base64url');
}
