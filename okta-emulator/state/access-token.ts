import type { ServiceApp } from './service-app.js';

/** What the org remembers of a token that its token endpoint has handed out. */
export interface AccessToken {
  readonly app: ServiceApp;
  readonly scopes: readonly string[];
  /** By the org's clock, in milliseconds of the Unix epoch. */
  readonly expires: number;
  /** The thumbprint of the key that has to prove its possession at every use; undefined for a Bearer token. */
  readonly boundTo: string | undefined;
}

/** Okta's one lifetime: it can't be changed for the org authorization server. */
export const accessTokenLifetimeSeconds = 3600;
