import type { EncryptionKeys } from './encryption-keys.js';
import { seal, unseal } from './seal.js';

/** The text was encrypted with another key or for another context, or was altered. The message says nothing of it. */
export class UnreadableTextError extends Error {
  override readonly name = 'UnreadableTextError';

  constructor() {
    super('The text was encrypted with another key or for something else, or it was altered.');
  }
}

/**
 * Encrypts a text with AES-256-GCM for what belongs to one person, whoever may read the rest of the payload that it is in: base64 of the initialization
 * vector, the ciphertext and the tag. No two results are alike.
 *
 * @param key 32 bytes
 * @param context what the text belongs to, such as a user id: it is not in the result, and without it the text cannot be decrypted
 * @throws RangeError if the key has another length
 */
export function encryptText(key: Uint8Array, text: string, context: string): string {
  return seal(key, Buffer.from(text), context).toString('base64');
}

/**
 * Gives back what {@link encryptText} took.
 *
 * @param keys all that it may have been encrypted with: the text does not say which
 * @throws UnreadableTextError if it was none of them or another context, or the text is not as it was
 * @throws RangeError if a key has another length than 32 bytes
 */
export function decryptText(keys: EncryptionKeys, encrypted: string, context: string): string {
  const bytes = Buffer.from(encrypted, 'base64');
  for (const key of keys) {
    const text = unseal(key, bytes, context);
    if (text !== undefined) return text.toString('utf8');
  }
  throw new UnreadableTextError();
}
