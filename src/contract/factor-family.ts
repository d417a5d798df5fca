/**
 * What a person would call the factor, by the names that either engine gives it. The methods of one authenticator are one family: whoever enrolls a
 * phone enrolls SMS and VOICE, whoever enrolls Okta Verify may enroll three. Neither engine's names are a contract; see {@link factorFamilyOf}.
 */
const families: readonly { family: string; names: RegExp }[] = [
  { family: 'phone', names: /^(SMS|VOICE|CALL|PHONE)(_FACTOR)?$/ },
  { family: 'google-authenticator', names: /^GOOGLE/ },
  {
    family: 'okta-verify',
    names: /^(OKTA_VERIFY|OKTA_SOFT_TOKEN|OKTA_FASTPASS|FASTPASS|PUSH|SIGNED_NONCE|TOTP)/,
  },
  { family: 'email', names: /^EMAIL/ },
  { family: 'question', names: /^(SECURITY_)?QUESTION/ },
  { family: 'password', names: /^PASSWORD/ },
  { family: 'webauthn', names: /^(FIDO|WEBAUTHN|U2F|SECURITY_KEY|PASSKEY)/ },
  { family: 'yubikey', names: /^YUBIKEY/ },
  { family: 'duo', names: /^DUO/ },
];

/** Factors that others can get at: a text or a call can be diverted, a mailbox be read, an answer be found out. */
export const weakFamilies = ['phone', 'email', 'question'] as const;

/**
 * The family of a factor, from the names that an event gives it, the most reliable first: a name that is not known is passed over for one that is.
 *
 * @returns the name itself, as a plain word, where none of them is known; `unknown` where there is none
 */
export function factorFamilyOf(...names: readonly (string | null | undefined)[]): string {
  const words = names.flatMap((name) => toWord(name) ?? []);
  for (const word of words) {
    const known = families.find(({ names: pattern }) => pattern.test(word));
    if (known !== undefined) return known.family;
  }
  return words[0]?.toLowerCase().replaceAll('_', '-') ?? 'unknown';
}

function toWord(name: string | null | undefined): string | undefined {
  const word = name
    ?.trim()
    .toUpperCase()
    .replaceAll(/[\s-]+/g, '_');
  return word !== undefined && /^[A-Z][A-Z0-9_]{0,63}$/.test(word) ? word : undefined;
}

const kinds: ReadonlyMap<string, string> = new Map([
  ['SMS', 'sms:OKTA'],
  ['VOICE', 'call:OKTA'],
  ['EMAIL', 'email:OKTA'],
  ['SECURITY_QUESTION', 'question:OKTA'],
  ['OKTA_SOFT_TOKEN', 'token:software:totp:OKTA'],
  ['TOTP', 'token:software:totp:OKTA'],
  ['OKTA_VERIFY_PUSH', 'push:OKTA'],
  ['PUSH', 'push:OKTA'],
]);

/** The factor as `factorType:provider`, where the event tells so much; else its method or its family. */
export function factorKindOf(method: string | undefined, family: string): string {
  if (family === 'google-authenticator') return 'token:software:totp:GOOGLE';
  return (method === undefined ? undefined : (kinds.get(method) ?? method)) ?? family;
}
