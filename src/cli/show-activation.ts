import type { Client } from '@temporalio/client';
import { findDecryptionKeys } from '../configuration/config.js';
import { readFactorActivation, type FactorTarget } from '../operate/factor-runs.js';
import { decryptText } from '../payload-codec/encrypt-text.js';
import type { EncryptionKeys } from '../payload-codec/encryption-keys.js';

/** What Okta tells of an app that is to be set up; a worker of a later version may know more of it. */
export interface AppActivation {
  sharedSecret?: string;
  timeStep?: number;
  keyLength?: number;
  qrCodeUrl?: string;
  expiresAt?: string;
}

/**
 * What the person needs to set up the app; undefined where the factor needs nothing, or nothing any more.
 *
 * @throws ConfigurationError if there is something, and no key to read it with
 * @throws UnreadableTextError if the workers had a key that is not here
 */
export async function readActivation(
  client: Client,
  target: FactorTarget,
  findKeys: () => EncryptionKeys | undefined = findDecryptionKeys,
): Promise<AppActivation | 'no-key' | undefined> {
  const encrypted = await readFactorActivation(client, target);
  if (encrypted === undefined) return undefined;
  const keys = findKeys();
  if (keys === undefined) return 'no-key';
  return JSON.parse(decryptText(keys, encrypted, target.userId)) as AppActivation;
}

/** It as text for the person at the terminal. With `qr`, the code that an authenticator app scans, where there is a secret to make it of. */
export async function describeActivation(
  activation: AppActivation | 'no-key',
  { userId, provider }: FactorTarget,
  qr: boolean,
): Promise<string[]> {
  if (activation === 'no-key') {
    return [
      "The secret for the app is encrypted: set the workers' PAYLOAD_ENCRYPTION_KEY here, and see `preenroll factor show --secret`.",
    ];
  }
  const { sharedSecret, qrCodeUrl, expiresAt } = activation;
  return [
    'For the person alone, and only once:',
    ...(sharedSecret === undefined ? [] : [`  secret   ${sharedSecret}`]),
    ...(qrCodeUrl === undefined ? [] : [`  QR code  ${qrCodeUrl}`]),
    ...(expiresAt === undefined ? [] : [`  until    ${expiresAt}`]),
    ...(qr && sharedSecret !== undefined
      ? await drawQrCode(activation, sharedSecret, { userId, provider })
      : []),
    ...(qr && sharedSecret === undefined
      ? ['The code for Okta Verify is a picture: open the link, and scan it with the app.']
      : []),
  ];
}

async function drawQrCode(
  { timeStep = 30, keyLength = 6 }: AppActivation,
  secret: string,
  { userId, provider }: Pick<FactorTarget, 'userId' | 'provider'>,
): Promise<string[]> {
  // For Google Authenticator Okta tells the length of the secret here.
  const digits = keyLength <= 8 ? keyLength : 6;
  const [{ TOTP }, qrcode] = await Promise.all([import('otpauth'), import('qrcode')]);
  const uri = new TOTP({
    ...{ issuer: 'Okta', label: userId, secret },
    ...{ period: timeStep, digits },
  }).toString();
  const drawn = await qrcode.default.toString(uri, { type: 'utf8', margin: 2 });
  return [`For an authenticator app (${provider}):`, ...drawn.split('\n')];
}
