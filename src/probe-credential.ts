import type { CredentialProbe } from './doctor/readers/ports.js';
import { readGrantedScopes } from './okta/authorization/read-granted-scopes.js';
import type { OktaConnection } from './okta/create-sdk.js';

/** What the credential is, and what Okta gives it tokens for. No token is used. */
export function probeCredential(
  { orgUrl, credential, proxy }: OktaConnection,
  neededScopes: readonly string[],
  timeoutMs: number,
): CredentialProbe {
  if (credential.mode === 'SSWS') {
    return { kind: 'api-token', neededScopes: [], grantedOf: () => Promise.resolve([]) };
  }
  return {
    ...{ kind: 'service-app', clientId: credential.clientId, neededScopes },
    grantedOf: (scopes) => readGrantedScopes(credential, scopes, { orgUrl, proxy, timeoutMs }),
  };
}
