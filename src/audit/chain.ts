import { createHash } from 'node:crypto';
import { canonicalJson } from './canonical-json.js';
import type { SealedContent, UnchainedRow } from './tables.js';

/** What stands in place of a hash before the first link of a stream. */
export const genesis = '0'.repeat(64);

/**
 * The hash of a link: SHA-256, in hexadecimal, over the canonical JSON of the row and the hash of the link before. Of what is sealed only the hash goes
 * in, so that it can be erased and the link still be checked.
 */
export function hashOfLink(row: UnchainedRow, previousHash: string): string {
  return sha256(canonicalJson({ ...row, at: row.at.toISOString(), previousHash }));
}

/** The content holds a random salt: what was erased cannot be guessed from its hash. */
export function hashOfSealed(content: SealedContent): string {
  return sha256(canonicalJson(content));
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
