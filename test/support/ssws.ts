import type { OktaCredential } from '../../src/okta/authorization/credential.js';

/** An API token as the credential of a client. */
export function ssws(token: string): OktaCredential {
  return { mode: 'SSWS', token: { value: token } };
}
