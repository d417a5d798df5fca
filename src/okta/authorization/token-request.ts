import { z } from 'zod';
import { exchange, parseJson, type Fetch } from '../exchange.js';
import { OktaApiError, OktaUnreachableError } from '../okta-errors.js';
import { readRateLimit } from '../request-executor.js';
import type { ServiceApp } from './credential.js';
import type { DpopProver } from './dpop-prover.js';
import { readPrivateKey, type SigningKey } from './private-key.js';
import { readSecretText } from './read-secret-text.js';
import { signAssertion } from './sign-assertion.js';
import { keyUnreadable, skewFrom, toTokenRefusedError } from './token-refusal.js';

/** What the token endpoint grants. */
export interface TokenGrant {
  accessToken: string;
  /** As the endpoint says it: an app that wants no proof may give a token that needs none. */
  isBound: boolean;
  /** From the answer on. */
  lifetimeMs: number;
  missingScopes: string[];
}

/** Rejects with OktaTokenRefusedError, with OktaApiError for 429, and with OktaUnreachableError. */
export type TokenRequest = (scopes: readonly string[]) => Promise<TokenGrant>;

export interface TokenRequestOptions {
  orgUrl: string;
  app: ServiceApp;
  send: Fetch;
  /** Absent: no proof of possession. */
  prove: DpopProver | undefined;
  /** For everything that a token takes. */
  timeoutMs: number;
}

const name = 'POST /oauth2/v1/token';

const grantSchema = z.object({
  access_token: z.string().regex(/^[\x21-\x7e]+$/),
  token_type: z.string(),
  expires_in: z.number().positive(),
  scope: z.string().optional(),
});

const refusalSchema = z.object({
  error: z.string(),
  error_description: z.string().catch(''),
});

/** In the form of Okta's own API. */
const apiErrorSchema = z
  .object({ errorCode: z.string(), errorSummary: z.string().catch('') })
  .transform(({ errorCode, errorSummary }) => ({
    error: errorCode,
    error_description: errorSummary,
  }));

/**
 * Asks Okta for tokens, by the client credentials flow with `private_key_jwt`. The key is read anew for each, so that it can be replaced. Okta's demand for
 * a nonce in the proof is met once; the nonce is kept for the next request.
 * https://developer.okta.com/docs/guides/implement-oauth-for-okta-serviceapp/ and .../dpop/
 */
export function createTokenRequest({
  orgUrl,
  app,
  send,
  prove,
  timeoutMs,
}: TokenRequestOptions): TokenRequest {
  const tokenUrl = new URL('/oauth2/v1/token', orgUrl).href;
  let nonce: string | undefined;

  async function ask(key: SigningKey, scopes: readonly string[], signal: AbortSignal) {
    const assertion = await signAssertion({ ...app, keyId: app.keyId, tokenUrl }, key);
    const proof = await prove?.({ method: 'POST', url: tokenUrl, nonce });
    const { response, body } = await exchange(send, name, tokenUrl, {
      method: 'POST',
      headers: { accept: 'application/json', ...(proof !== undefined && { dpop: proof }) },
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        scope: scopes.join(' '),
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: assertion,
      }),
      signal,
    });
    const given = response.headers.get('dpop-nonce') ?? undefined;
    const isNonceWanted = isNonceDemand(body) && given !== undefined && given !== nonce;
    nonce = given ?? nonce;
    return { response, body, isNonceWanted, skewMs: skewFrom(response.headers) };
  }

  return async (scopes) => {
    const signal = AbortSignal.timeout(timeoutMs);
    const key = readKey(app);
    const first = await ask(key, scopes, signal);
    const { response, body, skewMs } = first.isNonceWanted ? await ask(key, scopes, signal) : first;
    if (response.ok) return toGrant(body, scopes);
    const { status, headers } = response;
    if (status === 429) {
      const rateLimit = readRateLimit(headers);
      throw new OktaApiError({ request: name, status, errorCode: 'E0000047', rateLimit });
    }
    const refusal = z.union([refusalSchema, apiErrorSchema]).safeParse(parseJson(body));
    if (status >= 500 || !refusal.success) throw new OktaUnreachableError(name, `status ${status}`);
    const { error, error_description: description } = refusal.data;
    const { isDpopUsed } = app;
    throw toTokenRefusedError({ status, error, description, skewMs, isDpopUsed, scopes });
  };
}

function readKey({ privateKey }: ServiceApp): SigningKey {
  try {
    return readPrivateKey(readSecretText(privateKey));
  } catch {
    // It was good when we started. The file system's message holds the path, a parser's may hold the key.
    throw keyUnreadable();
  }
}

function isNonceDemand(body: string): boolean {
  const refusal = refusalSchema.safeParse(parseJson(body));
  return refusal.success && refusal.data.error === 'use_dpop_nonce';
}

function toGrant(body: string, scopes: readonly string[]): TokenGrant {
  const grant = grantSchema.safeParse(parseJson(body));
  if (!grant.success) throw new OktaUnreachableError(name, 'an answer not in the documented form');
  const { access_token: accessToken, token_type: type, expires_in: seconds, scope } = grant.data;
  const granted = scope === undefined ? scopes : scope.split(' ');
  return {
    accessToken,
    isBound: /^dpop$/i.test(type),
    lifetimeMs: seconds * 1_000,
    missingScopes: scopes.filter((wanted) => !isGranted(wanted, granted)),
  };
}

/** Who may manage may read. */
function isGranted(wanted: string, granted: readonly string[]): boolean {
  return granted.includes(wanted) || granted.includes(wanted.replace(/\.read$/, '.manage'));
}
