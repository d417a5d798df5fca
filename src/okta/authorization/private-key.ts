import { createPrivateKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';

/** A key that assertions can be signed with. */
export interface SigningKey {
  key: KeyObject;
  /** Of those that Okta takes: RS256 to RS512, ES256 to ES512. */
  algorithm: string;
  /** As the JWK names itself. */
  keyId?: string;
}

/** The text is no key that Okta would take. The message says why, and quotes nothing of it. */
export class PrivateKeyError extends Error {
  override readonly name = 'PrivateKeyError';
}

const jwkSchema = z.looseObject({
  kty: z.string(),
  kid: z.string().optional(),
  alg: z.string().optional(),
});
type Jwk = z.infer<typeof jwkSchema>;

const ecAlgorithms = new Map([
  ['prime256v1', 'ES256'],
  ['secp384r1', 'ES384'],
  ['secp521r1', 'ES512'],
]);

/**
 * From PEM (PKCS #8, PKCS #1 or SEC 1; a `\n` written out is a line's end) or a JWK as JSON. The algorithm is the JWK's own for RSA, else RS256; for EC the curve's.
 *
 * @throws PrivateKeyError
 */
export function readPrivateKey(text: string): SigningKey {
  const jwk = text.trimStart().startsWith('{') ? readJwk(text) : undefined;
  const key = toKey(jwk ?? text);
  return {
    key,
    algorithm: algorithmOf(key, jwk?.alg),
    ...(jwk?.kid !== undefined && { keyId: jwk.kid }),
  };
}

function readJwk(text: string): Jwk {
  try {
    return jwkSchema.parse(JSON.parse(text));
  } catch {
    throw new PrivateKeyError('is no JWK: it must be the JSON of one key, with "kty" and "d"');
  }
}

function toKey(from: string | Jwk): KeyObject {
  try {
    return typeof from === 'string'
      ? createPrivateKey(from.replaceAll('\\n', '\n'))
      : createPrivateKey({ key: from, format: 'jwk' });
  } catch {
    throw new PrivateKeyError(
      'is no private key that can be read: it must be PEM without a password (PKCS #8, PKCS #1 or SEC 1), or a JWK as JSON, with its private part',
    );
  }
}

function algorithmOf(key: KeyObject, named: string | undefined): string {
  const { modulusLength = 0, namedCurve = '' } = key.asymmetricKeyDetails ?? {};
  const ofCurve = ecAlgorithms.get(namedCurve);
  if (key.asymmetricKeyType === 'ec' && ofCurve !== undefined) return ofCurve;
  if (key.asymmetricKeyType === 'rsa') {
    if (modulusLength < 2048) throw new PrivateKeyError('is too short: RSA needs 2048 bits');
    const algorithm = named ?? 'RS256';
    if (/^RS(256|384|512)$/.test(algorithm)) return algorithm;
  }
  throw new PrivateKeyError(
    'is of a kind that Okta does not take: it must be RSA (RS256, RS384, RS512), or EC on P-256, P-384 or P-521',
  );
}
