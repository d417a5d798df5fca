import { createFetch, type ProxySettings } from '../create-fetch.js';
import { OktaTokenRefusedError } from '../okta-errors.js';
import type { ServiceApp } from './credential.js';
import { createDpopProver } from './dpop-prover.js';
import { createTokenRequest, type TokenRequest } from './token-request.js';

interface GrantedScopesOptions {
  orgUrl: string;
  proxy?: ProxySettings | undefined;
  timeoutMs: number;
}

/**
 * Which of the scopes Okta grants the app, by tokens that are asked for with them and thrown away: no call says it. One request as a rule, and one for each
 * scope where Okta grants none of them or does not know one. Where both are asked for, who may manage may read.
 *
 * @throws OktaTokenRefusedError for every other reason; OktaUnreachableError; OktaApiError for 429
 */
export async function readGrantedScopes(
  app: ServiceApp,
  scopes: readonly string[],
  { orgUrl, proxy, timeoutMs }: GrantedScopesOptions,
): Promise<string[]> {
  const request = createTokenRequest({
    ...{ orgUrl, app, timeoutMs, send: createFetch(proxy) },
    prove: app.isDpopUsed ? createDpopProver() : undefined,
  });
  const together = await grantedOf(request, scopes);
  if (together.length > 0 || scopes.length < 2) return together;
  const granted: string[] = [];
  for (const scope of scopes) granted.push(...(await grantedOf(request, [scope])));
  return granted;
}

async function grantedOf(request: TokenRequest, scopes: readonly string[]): Promise<string[]> {
  if (scopes.length === 0) return [];
  try {
    const { missingScopes } = await request(scopes);
    return scopes.filter((scope) => !missingScopes.includes(scope));
  } catch (error) {
    if (error instanceof OktaTokenRefusedError && error.reason === 'scope-not-granted') return [];
    throw error;
  }
}
