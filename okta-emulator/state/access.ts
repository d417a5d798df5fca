import type { AccessToken } from './access-token.js';
import { createApiToken, type ApiToken } from './api-token.js';
import type { CustomRole } from './custom-role.js';
import { createDpopNonce, type DpopNonce } from './dpop-nonce.js';
import type { ResourceSet } from './resource-set.js';
import type { ServiceApp } from './service-app.js';
import { createUsedOnce, type UsedOnce } from './used-once.js';

/** Who may do what by the API, besides the owner of the API token. */
export interface Access {
  /** By client id. */
  readonly serviceApps: Map<string, ServiceApp>;
  /** By the token itself. */
  readonly accessTokens: Map<string, AccessToken>;
  /** The `jti`s of client assertions, by client. */
  readonly usedAssertions: UsedOnce;
  /** The `jti`s of DPoP proofs. */
  readonly usedProofs: UsedOnce;
  readonly dpopNonce: DpopNonce;
  readonly customRoles: Map<string, CustomRole>;
  readonly resourceSets: Map<string, ResourceSet>;
  readonly apiToken: ApiToken;
}

export function createAccess(): Access {
  return {
    serviceApps: new Map(),
    accessTokens: new Map(),
    usedAssertions: createUsedOnce(),
    usedProofs: createUsedOnce(),
    dpopNonce: createDpopNonce(),
    customRoles: new Map(),
    resourceSets: new Map(),
    apiToken: createApiToken(),
  };
}
