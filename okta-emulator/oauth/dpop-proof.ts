import { calculateJwkThumbprint, decodeJwt, decodeProtectedHeader } from 'jose';
import { createHash } from 'node:crypto';

import { publicJwkSchema } from '../state/service-app.js';
import type { UsedOnce } from '../state/used-once.js';
import { isAlgorithm, isSignedBy } from './signature.js';

/** Okta documents no tolerance for `iat`. */
const mostOffSeconds = 300;

/** Why a DPoP proof is none, in Okta's words where they are public. */
export class DpopError extends Error {
  override readonly name = 'DpopError';
}

/** What a proof has to be about. */
interface Expectation {
  method: string;
  /** Without query: the addresses under which the endpoint is asked. */
  urls: readonly string[];
  /** By the org's clock, in seconds. */
  now: number;
  /** The token that it comes with. */
  accessToken?: string;
  usedProofs: UsedOnce;
}

interface Proof {
  /** Of the key that it is signed with: RFC 7638. */
  thumbprint: string;
  nonce: unknown;
}

/** Checks a proof and uses up its `jti`: RFC 9449, section 4.3. @throws DpopError */
export async function checkDpopProof(
  proof: string,
  { method, urls, now, accessToken, usedProofs }: Expectation,
): Promise<Proof> {
  const { jwk, claims } = await verify(proof);
  const { htm, htu, iat, jti, ath, nonce } = claims;
  if (htm !== method) throw invalidClaim('htm');
  if (typeof htu !== 'string' || !urls.includes(htu)) throw invalidClaim('htu');
  if (iat === undefined || Math.abs(iat - now) > mostOffSeconds) throw invalidClaim('iat');
  if (jti === undefined) throw invalidClaim('jti');
  if (accessToken !== undefined && ath !== sha256(accessToken)) throw invalidClaim('ath');
  if (!usedProofs.use(jti, (iat + mostOffSeconds) * 1000)) {
    throw new DpopError('The DPoP proof JWT has already been used.');
  }
  return { thumbprint: await calculateJwkThumbprint(jwk), nonce };
}

async function verify(proof: string) {
  const { header, claims } = decode(proof);
  const jwk = publicJwkSchema.safeParse(header.jwk);
  // Okta's words for these are not public.
  if (header.typ !== 'dpop+jwt') throw new DpopError("'typ' in the DPoP proof JWT is invalid.");
  if (!isAlgorithm(header.alg)) throw new DpopError("'alg' in the DPoP proof JWT is invalid.");
  if (!jwk.success) throw new DpopError("'jwk' in the DPoP proof JWT is invalid.");
  if (!(await isSignedBy(proof, jwk.data, header.alg))) {
    throw new DpopError('The DPoP proof JWT signature is invalid.');
  }
  return { jwk: jwk.data, claims };
}

function decode(proof: string) {
  try {
    return { header: decodeProtectedHeader(proof), claims: decodeJwt(proof) };
  } catch {
    throw new DpopError('DPoP proof JWT cannot be parsed.');
  }
}

function invalidClaim(claim: string): DpopError {
  return new DpopError(`'${claim}' claim in the DPoP proof JWT is invalid.`);
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
