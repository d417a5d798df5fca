import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import type { JWK } from 'jose';

export interface TestKey {
  privateKey: KeyObject;
  /** With `kid`. */
  publicJwk: JWK;
  /** With `kid`, as Okta's Admin Console gives it. */
  jwkText: string;
}

/** RSA keys take a moment to make: one for each length is enough. */
const rsaKeys = new Map<number, KeyObject>();

export function rsaKey(kid: string, modulusLength = 2048): TestKey {
  const made =
    rsaKeys.get(modulusLength) ?? generateKeyPairSync('rsa', { modulusLength }).privateKey;
  rsaKeys.set(modulusLength, made);
  return toTestKey(made, kid);
}

export function ecKey(kid: string, namedCurve = 'P-256'): TestKey {
  return toTestKey(generateKeyPairSync('ec', { namedCurve }).privateKey, kid);
}

function toTestKey(privateKey: KeyObject, kid: string): TestKey {
  const jwk = { ...privateKey.export({ format: 'jwk' }), kid };
  const { kty = '', n, e, crv, x, y } = jwk;
  const given = Object.entries({ n, e, crv, x, y }).filter(([, value]) => value !== undefined);
  return {
    privateKey,
    publicJwk: { kty, kid, ...Object.fromEntries(given) },
    jwkText: JSON.stringify(jwk),
  };
}
