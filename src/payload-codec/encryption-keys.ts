import { createHash } from 'node:crypto';

/** 32 bytes each. What is encrypted, is with the first; the others still decrypt, while keys are changed. */
export type EncryptionKeys = readonly [current: Uint8Array, ...previous: Uint8Array[]];

/** By what a key is found: derived from it, and telling nothing about it. */
export function encryptionKeyId(key: Uint8Array): string {
  return createHash('sha256').update('encryption-key-id').update(key).digest('hex').slice(0, 16);
}
