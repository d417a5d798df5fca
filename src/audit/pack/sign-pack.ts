import { createHash, createPrivateKey, createPublicKey, sign, type KeyObject } from 'node:crypto';

/** The key cannot be used to sign. The message says nothing of it. */
export class SigningKeyError extends Error {
  override readonly name = 'SigningKeyError';
}

/**
 * Reads an Ed25519 key in PEM, as from `openssl genpkey -algorithm ed25519`.
 *
 * @throws SigningKeyError
 */
export function readSigningKey(pem: string): KeyObject {
  let key: KeyObject;
  try {
    key = createPrivateKey(pem);
  } catch {
    throw new SigningKeyError('The signing key is not a private key in PEM.');
  }
  if (key.asymmetricKeyType !== 'ed25519') {
    throw new SigningKeyError('The signing key is not of the kind Ed25519.');
  }
  return key;
}

/** What `sha256sum -c` reads: a line for each file. */
export function listSums(files: ReadonlyMap<string, Uint8Array>): string {
  return [...files]
    .map(([name, bytes]) => `${createHash('sha256').update(bytes).digest('hex')}  ${name}\n`)
    .join('');
}

/** Over the bytes as they are, as `openssl pkeyutl -verify -rawin` wants it, and the public key in PEM. */
export function signBytes(
  key: KeyObject,
  bytes: Uint8Array,
): { signature: Buffer; publicKey: string } {
  return {
    signature: sign(null, bytes, key),
    publicKey: createPublicKey(key).export({ type: 'spki', format: 'pem' }).toString(),
  };
}
