import type { ApiToken } from './credential.js';
import type { Authorizer, OktaAuthorization } from './okta-authorization.js';
import { readSecretText } from './read-secret-text.js';

/** SSWS. A file is read again when Okta refuses what was in it, so that another token can be put there. */
export function createApiTokenAuthorization({ token: secret }: ApiToken): OktaAuthorization {
  let token = readSecretText(secret);

  const authorizerWith = (sent: string): Authorizer => ({
    authorize: () => Promise.resolve({ authorization: `SSWS ${sent}` }),
    afterRefusal() {
      token = readAgain() ?? sent;
      return Promise.resolve(token === sent ? undefined : authorizerWith(token));
    },
    missingScopes: [],
  });

  function readAgain(): string | undefined {
    try {
      return readSecretText(secret);
    } catch {
      // What is told is that Okta refuses the token.
      return undefined;
    }
  }

  return { current: () => Promise.resolve(authorizerWith(token)) };
}
