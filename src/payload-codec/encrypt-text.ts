import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const algorithm = 'aes-256-gcm';
/** What NIST SP 800-38D asks of a random initialization vector. */
const ivBytes = 12;
const tagBytes = 16;

/** The text was encrypted with another key or for another context, or was altered. The message says nothing of it. */
export class UnreadableTextError extends Error {
  override readonly name = 'UnreadableTextError';

  constructor() {
    super('The text was encrypted with another key or for something else, or it was altered.');
  }
}

/**
 * Encrypts a text with AES-256-GCM, so that it may lie in a Temporal history: base64 of the initialization vector, the ciphertext and the tag.
 * No two results are alike.
 *
 * @param key 32 bytes
 * @param context what the text belongs to, such as a user id: it is not in the result, and without it the text cannot be decrypted
 * @throws RangeError if the key has another length
 */
export function encryptText(key: Uint8Array, text: string, context: string): string {
  requireLength(key);
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv(algorithm, key, iv).setAAD(Buffer.from(context));
  const encrypted = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([iv, encrypted, cipher.getAuthTag()]).toString('base64');
}

/**
 * Gives back what {@link encryptText} took.
 *
 * @throws UnreadableTextError if the key or the context is another one, or the text is not as it was
 * @throws RangeError if the key has another length than 32 bytes
 */
export function decryptText(key: Uint8Array, encrypted: string, context: string): string {
  requireLength(key);
  const bytes = Buffer.from(encrypted, 'base64');
  if (bytes.length < ivBytes + tagBytes) throw new UnreadableTextError();
  const decipher = createDecipheriv(algorithm, key, bytes.subarray(0, ivBytes))
    .setAAD(Buffer.from(context))
    .setAuthTag(bytes.subarray(-tagBytes));
  try {
    const text = decipher.update(bytes.subarray(ivBytes, -tagBytes));
    return Buffer.concat([text, decipher.final()]).toString('utf8');
  } catch {
    throw new UnreadableTextError();
  }
}

function requireLength(key: Uint8Array): void {
  if (key.length !== 32) throw new RangeError('The encryption key must have 32 bytes.');
}
