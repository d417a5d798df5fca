import type { Request, Response } from 'express';

import { OktaError } from '../errors.js';
import { checkDpopProof, DpopError } from '../oauth/dpop-proof.js';
import type { AccessToken } from '../state/access-token.js';
import type { Org } from '../state/org.js';
import { orgTime } from '../state/org-time.js';
import { addressesOf } from './addresses.js';
import { AccessTokenError, challenge } from './challenge.js';

/**
 * The access token of a request that comes with one.
 *
 * @throws OktaError E0000011, with `www-authenticate`, for one that is unknown, has expired or comes by the wrong scheme.
 * @throws AccessTokenError for a DPoP proof that is missing or wrong.
 */
export async function checkAccessToken(
  org: Org,
  req: Request,
  res: Response,
): Promise<AccessToken> {
  const [, scheme = '', text = ''] = /^(\S+) (\S+)$/.exec(req.get('authorization') ?? '') ?? [];
  const token = org.access.accessTokens.get(text);
  const refuse = (description: string): OktaError => {
    res.set('www-authenticate', challenge(org, req, 'invalid_token', description));
    return new OktaError('E0000011');
  };
  // Okta's words for these three are not public.
  if (!token) throw refuse('The access token is invalid.');
  if (token.expires <= orgTime(org)) throw refuse('The access token has expired.');
  if (scheme.toLowerCase() !== (token.boundTo === undefined ? 'bearer' : 'dpop')) {
    throw refuse('The access token came by the wrong scheme.');
  }
  if (token.boundTo !== undefined) await checkPossession(org, req, text, token.boundTo);
  return token;
}

async function checkPossession(
  org: Org,
  req: Request,
  accessToken: string,
  boundTo: string,
): Promise<void> {
  const proof = req.get('dpop');
  if (proof === undefined) throw invalidProof('The DPoP proof JWT header is missing.');
  const { thumbprint } = await checkDpopProof(proof, {
    ...{ method: req.method, urls: addressesOf(org, req), now: orgTime(org) / 1000, accessToken },
    usedProofs: org.access.usedProofs,
  }).catch((error: unknown) => {
    throw error instanceof DpopError ? invalidProof(error.message) : error;
  });
  // Okta's words for this are not public.
  if (thumbprint !== boundTo) throw invalidProof("'jwk' in the DPoP proof JWT is invalid.");
}

function invalidProof(description: string): AccessTokenError {
  return new AccessTokenError('invalid_dpop_proof', description);
}
