import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const algorithm = 'aes-256-gcm';
/** What NIST SP 800-38D asks of a random initialization vector. */
const ivBytes = 12;
const tagBytes = 16;

/**
 * Encrypts with AES-256-GCM: the initialization vector, the ciphertext and the tag. No two results are alike.
 *
 * @param key 32 bytes
 * @param context what it belongs to: it is not in the result, and without it the result cannot be opened. Empty: it belongs to nothing
 * @throws RangeError if the key has another length
 */
export function seal(key: Uint8Array, plain: Uint8Array, context: string): Buffer {
  requireLength(key);
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv(algorithm, key, iv).setAAD(Buffer.from(context));
  const encrypted = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([iv, encrypted, cipher.getAuthTag()]);
}

/**
 * Gives back what {@link seal} took. Undefined if the key or the context is another one, or the bytes are not as they were.
 *
 * @throws RangeError if the key has another length than 32 bytes
 */
export function unseal(key: Uint8Array, sealed: Uint8Array, context: string): Buffer | undefined {
  requireLength(key);
  if (sealed.length < ivBytes + tagBytes) return undefined;
  const decipher = createDecipheriv(algorithm, key, sealed.subarray(0, ivBytes), {
    authTagLength: tagBytes,
  })
    .setAAD(Buffer.from(context))
    .setAuthTag(sealed.subarray(-tagBytes));
  try {
    const plain = decipher.update(sealed.subarray(ivBytes, -tagBytes));
    return Buffer.concat([plain, decipher.final()]);
  } catch {
    return undefined;
  }
}

function requireLength(key: Uint8Array): void {
  if (key.length !== 32) throw new RangeError('The encryption key must have 32 bytes.');
}
