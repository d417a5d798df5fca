import { OktaTokenRefusedError, type TokenRefusal } from '../okta-errors.js';

/** What the token endpoint said, and what we know of the request. */
export interface TokenRefusalFacts {
  status: number;
  /** OAuth's code, or Okta's. */
  error: string;
  /** To be matched, never to be shown. */
  description: string;
  /** How far our clock is ahead of Okta's. */
  skewMs: number;
  isDpopUsed: boolean;
  scopes: readonly string[];
}

/** A clock that is off by this much is to blame where Okta's words do not say what is. */
const notableSkewMs = 60_000;

// Okta's codes say little by themselves: invalid_client is anything from an unknown client to a wrong clock. The first row that fits decides.
const rows: readonly { error: RegExp; description?: RegExp; reason: TokenRefusal }[] = [
  { error: /^(invalid_scope|consent_required)$/, reason: 'scope-not-granted' },
  {
    error: /^(unauthorized_client|access_denied|unsupported_grant_type)$/,
    reason: 'client-not-allowed',
  },
  {
    error: /^invalid_client$/,
    description: /expir|in the future|issued|not yet|\b(exp|iat|nbf)\b/i,
    reason: 'clock',
  },
  { error: /^invalid_client$/, description: /\bkid\b|jwks/i, reason: 'key-unknown' },
  { error: /^invalid_client$/, description: /signature/i, reason: 'key-wrong' },
  { error: /^invalid_client$/, description: /audience|\baud\b/i, reason: 'address-wrong' },
  { error: /^invalid_client$/, description: /inactive|not active/i, reason: 'client-not-allowed' },
  { error: /^invalid_client$/, description: /client_id/i, reason: 'client-unknown' },
];

function decideTokenRefusal(facts: TokenRefusalFacts): TokenRefusal {
  const { error, description, skewMs, isDpopUsed } = facts;
  const row = rows.find(
    (candidate) =>
      candidate.error.test(error) && (candidate.description?.test(description) ?? true),
  );
  if (row !== undefined) return row.reason;
  const isDpop = /dpop/i.test(error);
  if (isDpop && !isDpopUsed) return 'dpop-required';
  if (Math.abs(skewMs) >= notableSkewMs && (isDpop || error === 'invalid_client')) return 'clock';
  if (isDpop) return 'dpop-refused';
  return error === 'invalid_client' ? 'client-refused' : 'other';
}

/** Each names the cause and the remedy: variables, never values. */
const explanations: Record<TokenRefusal, (facts: TokenRefusalFacts) => string> = {
  'client-unknown': () =>
    'Okta does not know the client. Set OKTA_CLIENT_CLIENTID to the client ID of the API Services app, and OKTA_CLIENT_ORGURL to the org that has it.',
  'client-not-allowed': () =>
    'Okta does not let the client have tokens of its own. The app that OKTA_CLIENT_CLIENTID names must be of the type API Services, active, and allowed from this network.',
  'client-refused': () =>
    'Okta does not accept the client. See that OKTA_CLIENT_CLIENTID, the private key and OKTA_CLIENT_KEYID belong to one app, whose client authentication is "Public key / Private key".',
  'key-unknown': () =>
    'Okta does not know the key of the client. Set OKTA_CLIENT_KEYID (or "kid" in the JWK) to the id of the public key as the app shows it, or add the public key to the app.',
  'key-wrong': () =>
    'The private key (OKTA_CLIENT_PRIVATEKEY or OKTA_CLIENT_PRIVATEKEY_FILE) does not belong to the public key of the app. Give the right one, or add its public key to the app and set OKTA_CLIENT_KEYID.',
  'key-unreadable': () =>
    'The private key that OKTA_CLIENT_PRIVATEKEY_FILE names can no longer be read, or is none. Put the key back; it is read again for the next token.',
  'address-wrong': () =>
    'Okta has another address than the one we use. Set OKTA_CLIENT_ORGURL to the address of the org (https://example.okta.com, without -admin), or to its custom domain.',
  clock: ({ skewMs }) =>
    `The clock of this machine is ${describeSkew(skewMs)} Okta's, so that Okta takes what we sign for not yet valid, or for expired. Set the clock (NTP).`,
  'scope-not-granted': ({ scopes }) =>
    `Okta grants the client none of the scopes, or does not know one of them: ${scopes.join(', ')}. Grant them to the app (Okta API Scopes), or name others in OKTA_CLIENT_SCOPES.`,
  'dpop-required': () =>
    'The app wants proof of possession (DPoP), and OKTA_CLIENT_DPOP=false turns it off. Remove OKTA_CLIENT_DPOP, or clear "Require DPoP header in token requests" in the app.',
  'dpop-refused': () =>
    'Okta does not accept our proof of possession (DPoP). See that nothing between us and Okta rewrites addresses or headers; else set OKTA_CLIENT_DPOP=false and clear "Require DPoP header in token requests" in the app.',
  other: ({ status, error }) =>
    `Okta gives no token: ${status} ${/^\w{1,40}$/.test(error) ? error : 'without a known code'}. Look for the client in Okta's System Log.`,
};

export function toTokenRefusedError(facts: TokenRefusalFacts): OktaTokenRefusedError {
  const reason = decideTokenRefusal(facts);
  return new OktaTokenRefusedError(reason, explanations[reason](facts));
}

/** How far our clock is ahead of Okta's, to the second; 0 where the answer, which has just come, does not tell. */
export function skewFrom(headers: Headers): number {
  const date = Date.parse(headers.get('date') ?? '');
  return Number.isNaN(date) ? 0 : Date.now() - date;
}

/** For a key that cannot be read: Okta was not asked. */
export function keyUnreadable(): OktaTokenRefusedError {
  const nothingSaid = { status: 0, error: '', description: '' };
  const facts = { ...nothingSaid, skewMs: 0, isDpopUsed: false, scopes: [] };
  return new OktaTokenRefusedError('key-unreadable', explanations['key-unreadable'](facts));
}

function describeSkew(skewMs: number): string {
  const seconds = Math.round(Math.abs(skewMs) / 1_000);
  return `${seconds} s ${skewMs < 0 ? 'behind' : 'ahead of'}`;
}
