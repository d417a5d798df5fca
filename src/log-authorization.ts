import type { Logger } from 'pino';
import type { OktaCredential } from './okta/authorization/credential.js';
import type { AuthorizationObserver } from './okta/authorization/service-app.js';

/** An API token is for trials: one line says why, and what is better. */
export function warnOfApiToken({ mode }: OktaCredential, logger: Logger): void {
  if (mode !== 'SSWS') return;
  logger.warn(
    'OKTA_CLIENT_TOKEN is an API token: it can do all that its owner can, and dies with the owner or after 30 days without use. For more than a trial use a service app: docs/okta-authentication.md',
  );
}

export function logAuthorization(logger: Logger): AuthorizationObserver {
  return {
    scopesMissing(scopes) {
      logger.warn(
        { scopes },
        'The service app has not been granted all the scopes that the configuration needs: grant them, or say in OKTA_CLIENT_SCOPES what is wanted',
      );
    },
    renewalFailed(error) {
      const message = error instanceof Error ? error.message : String(error);
      logger.warn({ message }, "Okta's next token is not there yet; the present one is used on");
    },
  };
}
