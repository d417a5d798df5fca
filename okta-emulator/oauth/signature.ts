import { compactVerify, importJWK } from 'jose';

import type { PublicJwk } from '../state/service-app.js';

/** Okta's algorithms for client assertions and DPoP proofs, in the order in which it names them. */
export const algorithms = ['RS256', 'RS384', 'RS512', 'ES256', 'ES384', 'ES512'] as const;

type Algorithm = (typeof algorithms)[number];

export function isAlgorithm(alg: unknown): alg is Algorithm {
  return algorithms.some((known) => known === alg);
}

/** False too for a key that does not fit the algorithm. */
export async function isSignedBy(jwt: string, jwk: PublicJwk, alg: Algorithm): Promise<boolean> {
  try {
    await compactVerify(jwt, await importJWK(jwk, alg));
    return true;
  } catch {
    return false;
  }
}
