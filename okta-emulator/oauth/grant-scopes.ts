import { knownScopes } from '../access/scopes.js';
import type { ServiceApp } from '../state/service-app.js';
import { OAuthError } from './oauth-error.js';

/**
 * Those of the requested scopes that the app has been granted: the others are left out without a word, as long as there is one left.
 * Sources: https://github.com/okta/okta-sdk-golang/issues/145 (left out), https://github.com/okta/okta-sdk-java/issues/822 (none left),
 * https://github.com/okta/okta-sdk-dotnet/issues/753 (none of Okta's), and the support article "One or more scopes are not configured".
 *
 * @throws OAuthError 400 invalid_scope or consent_required
 */
export function grantScopes(app: ServiceApp, requested: string): string[] {
  const scopes = [...new Set(requested.split(' ').filter((scope) => scope !== ''))];
  if (scopes.length === 0) {
    throw new OAuthError(400, 'invalid_scope', 'No scopes were requested.');
  }
  if (!scopes.every((scope) => scope.startsWith('okta.'))) {
    throw new OAuthError(400, 'invalid_scope', 'Custom scopes are not allowed for this request.');
  }
  if (!scopes.every((scope) => knownScopes.has(scope))) {
    const description =
      'One or more scopes are not configured for the authorization server resource.';
    throw new OAuthError(400, 'invalid_scope', description);
  }
  const granted = scopes.filter((scope) => app.scopes.includes(scope));
  if (granted.length === 0) {
    const description = 'You are not allowed any of the requested scopes.';
    throw new OAuthError(400, 'consent_required', description);
  }
  return granted;
}
