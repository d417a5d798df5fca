import type { Fetch } from '../exchange.js';
import type { ServiceApp } from './credential.js';
import { createDpopProver } from './dpop-prover.js';
import type { Authorizer, OktaAuthorization } from './okta-authorization.js';
import { readChallenge } from './read-challenge.js';
import { createTokenCache, type CachedToken } from './token-cache.js';
import { createTokenRequest } from './token-request.js';

/** Is told what nobody who calls is told of. */
export interface AuthorizationObserver {
  /** A token is there that lacks some of what was asked for. */
  scopesMissing(scopes: readonly string[]): void;
  /** The next token could not be had in time; the one there is is used on. */
  renewalFailed(error: unknown): void;
}

export interface ServiceAppOptions {
  orgUrl: string;
  send: Fetch;
  timeoutMs: number;
  observer?: AuthorizationObserver | undefined;
  now?: () => number;
}

/** `private_key_jwt`, with DPoP unless the app does without. Not the SDK's: that one swallows the errors of the token endpoint, and knows RS256 only. */
export function createServiceAppAuthorization(
  app: ServiceApp,
  { orgUrl, send, timeoutMs, observer, now }: ServiceAppOptions,
): OktaAuthorization {
  const prove = createDpopProver();
  const requestToken = createTokenRequest({
    ...{ orgUrl, app, send, timeoutMs },
    prove: app.isDpopUsed ? prove : undefined,
  });
  const cache = createTokenCache({
    async requestToken() {
      const grant = await requestToken(app.scopes);
      if (grant.missingScopes.length > 0) observer?.scopesMissing(grant.missingScopes);
      return grant;
    },
    renewalFailed: (error) => observer?.renewalFailed(error),
    ...(now && { now }),
  });
  let nonce: string | undefined;

  function authorizerWith(
    token: CachedToken,
    answered: { nonce?: true; token?: true },
  ): Authorizer {
    const { accessToken, isBound, missingScopes } = token;
    return {
      missingScopes,

      async authorize(request) {
        if (!isBound) return { authorization: `Bearer ${accessToken}` };
        const proof = await prove({ ...request, nonce, accessToken });
        return { authorization: `DPoP ${accessToken}`, dpop: proof };
      },

      async afterRefusal(headers) {
        const given = headers.get('dpop-nonce');
        if (given !== null && readChallenge(headers)?.error === 'use_dpop_nonce') {
          nonce = given;
          return answered.nonce ? undefined : authorizerWith(token, { ...answered, nonce: true });
        }
        if (answered.token) return undefined;
        const other = await cache.replace(token);
        return other && authorizerWith(other, { ...answered, token: true });
      },
    };
  }

  return { current: async () => authorizerWith(await cache.current(), {}) };
}
