const names: ReadonlyMap<string, string> = new Map([
  ['sms:OKTA', 'SMS'],
  ['call:OKTA', 'Voice'],
  ['email:OKTA', 'E-mail'],
  ['question:OKTA', 'Security Question'],
  ['token:software:totp:OKTA', 'Okta Verify'],
  ['push:OKTA', 'Okta Verify'],
  ['okta-verify', 'Okta Verify'],
  ['token:software:totp:GOOGLE', 'Google Authenticator'],
  ['webauthn', 'FIDO2 (WebAuthn)'],
  ['phone', 'Phone'],
]);

/** What a person reads in place of `sms:OKTA`; names that are the same in every language. */
export function nameFactor(factorType: string): string {
  return names.get(factorType) ?? factorType;
}

/** `2026-12-01 09:00 UTC` */
export function readableTime(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
}
