import { ConfigurationError } from './configuration-error.js';
import type { Environment } from './environment.js';

/** Throws {@link ConfigurationError} if Node has been told to believe every certificate: a number would go to whoever answers. */
export function requireVerifiedTls(environment: Environment): void {
  if (environment['NODE_TLS_REJECT_UNAUTHORIZED'] !== '0') return;
  throw new ConfigurationError(
    'NODE_TLS_REJECT_UNAUTHORIZED=0 makes every certificate count. Take it away; NODE_EXTRA_CA_CERTS names a file with the authorities of your own.',
  );
}

/** Of a URL that tells a client to believe every certificate. */
export const noUnverified = 'must not switch off the check of the certificate';

/** True if a mail server's URL tells nodemailer to believe every certificate. */
export function isMailUnverified(url: string): boolean {
  return queryOf(url).some(
    ([name, value]) => name === 'tls.rejectUnauthorized' && value === 'false',
  );
}

/** True if a database's URL tells `pg` to believe every certificate. */
export function isDatabaseUnverified(url: string): boolean {
  const { sslmode, uselibpqcompat } = Object.fromEntries(queryOf(url));
  // As libpq has them, `prefer` and `require` believe whoever answers.
  return (
    sslmode === 'no-verify' ||
    (uselibpqcompat === 'true' && sslmode !== undefined && !sslmode.startsWith('verify-'))
  );
}

function queryOf(url: string): [string, string][] {
  return URL.canParse(url) ? [...new URL(url).searchParams] : [];
}
