import { Router, urlencoded, type Request, type Response } from 'express';
import * as z from 'zod';

import { addressesOf } from '../access/addresses.js';
import { answerMethodNotAllowed, OktaError } from '../errors.js';
import { accessTokenLifetimeSeconds } from '../state/access-token.js';
import type { Org } from '../state/org.js';
import { orgTime } from '../state/org-time.js';
import type { ServiceApp } from '../state/service-app.js';
import { authenticateClient } from './client-assertion.js';
import { checkDpopProof, DpopError } from './dpop-proof.js';
import { grantScopes } from './grant-scopes.js';
import { issueToken } from './issue-token.js';
import { answerOAuthError, invalidClient, OAuthError } from './oauth-error.js';

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

const tokenRequestSchema = z.object({
  grant_type: z.string().optional(),
  client_assertion_type: z.string().optional(),
  client_assertion: z.string().optional(),
  scope: z.string().default(''),
});

type TokenRequest = z.infer<typeof tokenRequestSchema>;

/**
 * `POST /oauth2/v1/token` of the org authorization server, for the client credentials of service apps. Who asks is checked first, then the
 * DPoP proof, then the scopes: so the answers follow each other with Okta.
 */
export function createTokenRouter(org: Org): Router {
  const router = Router();
  router
    .route('/token')
    .post(urlencoded({ extended: false }), async (req, res) => {
      if (!req.is('application/x-www-form-urlencoded')) throw new OktaError('E0000021');
      const request = readRequest(req);
      const app = await clientOf(org, req, request);
      const boundTo = await boundKeyOf(org, app, req, res);
      const scopes = grantScopes(app, request.scope);
      res.set('cache-control', 'no-cache, no-store').json({
        token_type: boundTo === undefined ? 'Bearer' : 'DPoP',
        expires_in: accessTokenLifetimeSeconds,
        access_token: issueToken(org, { app, scopes, boundTo }),
        scope: scopes.join(' '),
      });
    })
    .all(answerMethodNotAllowed);
  router.use(answerOAuthError);
  return router;
}

function readRequest(req: Request): TokenRequest {
  const request = tokenRequestSchema.safeParse(req.body);
  // Okta's words for these two are not public.
  if (!request.success) {
    throw new OAuthError(400, 'invalid_request', 'A parameter is given more than once.');
  }
  if (request.data.grant_type === undefined) {
    throw new OAuthError(400, 'invalid_request', "The 'grant_type' parameter is required.");
  }
  if (request.data.grant_type !== 'client_credentials') {
    const description = "The grant type in the request isn't supported.";
    throw new OAuthError(400, 'unsupported_grant_type', description);
  }
  return request.data;
}

async function clientOf(org: Org, req: Request, request: TokenRequest): Promise<ServiceApp> {
  const { client_assertion: assertion, client_assertion_type: type } = request;
  const hasHeader = req.get('authorization') !== undefined;
  if (assertion === undefined && !hasHeader) throw invalidClient('No client credentials found.');
  if (assertion === undefined) {
    throw invalidClient(
      'Client Credentials requests to the Org Authorization Server must use the private_key_jwt token_endpoint_auth_method.',
    );
  }
  if (hasHeader) {
    const description =
      "Can't supply multiple client credentials. Use one of the following: credentials in the Authorization header, credentials in the post body, or a client_assertion in the post body.";
    throw new OAuthError(400, 'invalid_request', description);
  }
  if (type !== assertionType) {
    throw new OAuthError(400, 'invalid_request', 'The client_assertion_type is invalid.');
  }
  return authenticateClient(org.access, assertion, {
    audiences: addressesOf(org, req),
    now: orgTime(org) / 1000,
  });
}

/**
 * The key that the token gets bound to, or undefined for a Bearer token, which only an app gets that need not prove anything. Every
 * answer to a proof has the nonce for the next one.
 */
async function boundKeyOf(
  org: Org,
  app: ServiceApp,
  req: Request,
  res: Response,
): Promise<string | undefined> {
  const proof = req.get('dpop');
  if (proof === undefined) {
    if (!app.dpopBoundAccessTokens) return undefined;
    throw new OAuthError(400, 'invalid_dpop_proof', 'The DPoP proof JWT header is missing.');
  }
  const now = orgTime(org);
  const expected = org.access.dpopNonce.current(now);
  res.set('dpop-nonce', expected);
  const { thumbprint, nonce } = await checkDpopProof(proof, {
    ...{ method: req.method, urls: addressesOf(org, req), now: now / 1000 },
    usedProofs: org.access.usedProofs,
  }).catch((error: unknown) => {
    if (!(error instanceof DpopError)) throw error;
    throw new OAuthError(400, 'invalid_dpop_proof', error.message);
  });
  if (nonce !== expected) {
    const description = 'Authorization server requires nonce in DPoP proof.';
    throw new OAuthError(400, 'use_dpop_nonce', description);
  }
  return thumbprint;
}
