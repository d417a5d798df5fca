import { createApiTokenAuthorization } from './api-token.js';
import type { OktaCredential } from './credential.js';
import type { OktaAuthorization } from './okta-authorization.js';
import { createServiceAppAuthorization, type ServiceAppOptions } from './service-app.js';

/** Two clients of the same credential have a token each. */
export function createAuthorization(
  credential: OktaCredential,
  options: ServiceAppOptions,
): OktaAuthorization {
  switch (credential.mode) {
    case 'SSWS':
      return createApiTokenAuthorization(credential);
    case 'PrivateKey':
      return createServiceAppAuthorization(credential, options);
  }
}
