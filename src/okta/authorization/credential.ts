/** What Okta knows us by, in the SDK's names of the modes. */
export type OktaCredential = ApiToken | ServiceApp;

/** An API token: it can do all that its owner can, and dies with him, or after 30 days without use. */
export interface ApiToken {
  mode: 'SSWS';
  token: Secret;
}

/** An API Services app: OAuth 2.0 client credentials with `private_key_jwt`. */
export interface ServiceApp {
  mode: 'PrivateKey';
  clientId: string;
  /** Of a key that does not name its own. */
  keyId?: string | undefined;
  /** PEM (PKCS #8, PKCS #1, SEC 1), or a JWK as JSON. */
  privateKey: Secret;
  scopes: readonly string[];
  /** Whether tokens are bound to a key of this process. New apps insist on it. */
  isDpopUsed: boolean;
}

/** A file is read again when its content is needed anew, so that it can be replaced while we run. */
export type Secret = { value: string } | { file: string };
