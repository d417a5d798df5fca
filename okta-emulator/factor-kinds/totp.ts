import { Secret, TOTP } from 'otpauth';
import { OktaError } from '../errors.js';
import type { Factor } from '../state/factor.js';
import { wrongCode } from '../state/pass-codes.js';
import { qrLink } from './qr-link.js';
import type { FactorKind } from './factor-kind.js';

const timeStep = 30;
const digits = 6;
/** Steps of time that the person's clock may be off, either way. */
const drift = 1;
/** Okta's secrets have sixteen letters. */
const secretBytes = 10;

/** Okta Verify as an app that counts time. Okta embeds the link to its QR code beside the activation, not in it. */
export const oktaTotp: FactorKind = {
  ...totpKind('OKTA', 'OKTA_SOFT_TOKEN', 'Okta Verify'),
  embedded: ({ factor, href }) => ({
    activation: { ...activation(factor), keyLength: digits },
    _links: { qrcode: qrLink(href, factor) },
  }),
};

/** Google Authenticator. In Okta's examples its `keyLength` is that of the secret. */
export const googleTotp: FactorKind = {
  ...totpKind('GOOGLE', 'GOOGLE_OTP', 'Google Authenticator'),
  embedded: ({ factor, href }) => ({
    activation: {
      ...activation(factor),
      keyLength: factor.totp?.secret.length,
      _links: { qrcode: qrLink(href, factor) },
    },
  }),
};

/** The code that an app shows for the secret at this moment. @param secret in base32. */
export function currentCode(secret: string): { code: string; validForSeconds: number } {
  return {
    code: TOTP.generate({ secret: Secret.fromBase32(secret), digits, period: timeStep }),
    validForSeconds: Math.ceil(TOTP.remaining({ period: timeStep }) / 1000),
  };
}

/**
 * @param loggedAs of Google's app no event is public: the name is formed like the key that policies have for it.
 */
function totpKind(
  provider: FactorKind['provider'],
  loggedAs: string,
  authenticator: string,
): Omit<FactorKind, 'embedded'> {
  return {
    factorType: 'token:software:totp',
    provider,
    ids: { pending: 'ost' },
    loggedAs: { classic: [loggedAs], idx: [loggedAs] },
    authenticator,
    activeAtOnce: 'never',
    profileOf: ({ user }) => ({ credentialId: user.profile.login }),
    begin({ org }, factor) {
      const { sharedSecret } = org.settings;
      factor.totp = { secret: sharedSecret ?? new Secret({ size: secretBytes }).base32 };
    },
    checkCode: checkTotp,
    qrText: ({ org, user, factor }) =>
      new TOTP({
        issuer: new URL(org.url).host,
        label: user.profile.login,
        secret: Secret.fromBase32(factor.totp?.secret ?? ''),
        digits,
        period: timeStep,
      }).toString(),
  };
}

function activation({ totp }: Factor) {
  return { timeStep, sharedSecret: totp?.secret, encoding: 'base32' };
}

function checkTotp({ totp }: Factor, passCode: string): void {
  if (totp === undefined) throw wrongCode();
  const secret = Secret.fromBase32(totp.secret);
  const delta = TOTP.validate({ token: passCode, secret, digits, period: timeStep, window: drift });
  if (delta === null) throw wrongCode();
  const step = TOTP.counter({ period: timeStep }) + delta;
  if (totp.usedStep !== undefined && step <= totp.usedStep) throw new OktaError('E0000082');
  totp.usedStep = step;
}
