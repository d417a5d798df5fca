import pMap from 'p-map';
import type { CredentialProbe } from './doctor/readers/ports.js';
import { createAuthorization } from './okta/authorization/create-authorization.js';
import { createFetch } from './okta/create-fetch.js';
import type { OktaConnection } from './okta/create-sdk.js';
import { OktaTokenRefusedError } from './okta/okta-errors.js';

/** Asks for tokens with one scope each: whether Okta refuses a request with several, or gives fewer, is its own affair. No token is used. */
export function probeCredential(
  { orgUrl, credential, proxy }: OktaConnection,
  neededScopes: readonly string[],
  timeoutMs: number,
): CredentialProbe {
  if (credential.mode === 'SSWS') {
    return { kind: 'api-token', neededScopes: [], grantedOf: () => Promise.resolve([]) };
  }
  const app = credential;
  const options = { orgUrl, send: createFetch(proxy), timeoutMs };

  async function isGranted(scope: string): Promise<boolean> {
    try {
      const authorization = createAuthorization({ ...app, scopes: [scope] }, options);
      const { missingScopes } = await authorization.current();
      return missingScopes.length === 0;
    } catch (error) {
      if (error instanceof OktaTokenRefusedError && error.reason === 'scope-not-granted')
        return false;
      throw error;
    }
  }

  return {
    ...{ kind: 'service-app', neededScopes },
    grantedOf: (scopes) =>
      pMap(scopes, async (scope) => ((await isGranted(scope)) ? [scope] : []), {
        concurrency: 4,
      }).then((granted) => granted.flat()),
  };
}
