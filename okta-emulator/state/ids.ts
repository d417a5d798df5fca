import { randomBytes, randomInt } from 'node:crypto';

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** Okta ends every id of an org with the same characters. */
const orgSuffix = '5d7';
const idLength = 20;

/**
 * Okta's prefixes: user, group, policy, policy rule, event hook, mail, authenticator, its enrollment, telephony provider, API token, role assignment, app; custom role,
 * resource set, its resource, its binding's member; then the factors: SMS, phone before its activation, call, mail, app that counts time, push, security question.
 */
export type IdPrefix =
  | ('00u' | '00g' | '00p' | '0pr' | 'who' | 'eml' | 'aut' | 'lae' | 'oct' | '00T' | 'ra1' | '0oa')
  | ('cr0' | 'iam' | 'ire' | 'irb')
  | ('sms' | 'mbl' | 'clf' | 'emf' | 'ost' | 'opf' | 'ufs');

/** A new id of 20 characters, formed as Okta forms them: `00u…5d7`. */
export function newId(prefix: IdPrefix): string {
  const length = idLength - prefix.length - orgSuffix.length;
  const characters = Array.from({ length }, () => alphabet.charAt(randomInt(alphabet.length)));
  return prefix + characters.join('') + orgSuffix;
}

/** A new one-time token of 20 URL-safe characters, as in Okta's activation links. */
export function newToken(): string {
  return randomBytes(15).toString('base64url');
}

/** A new session id or request id; Okta's begin with the engine or the kind: `idx…`, `trs…`. */
export function newSessionId(prefix: 'idx' | 'trs' | '102'): string {
  return prefix + randomBytes(16).toString('base64url');
}
