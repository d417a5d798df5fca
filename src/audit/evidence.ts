import { AsyncLocalStorage } from 'node:async_hooks';
import { createHmac } from 'node:crypto';
import type { AuditValue } from './audit-store.js';

export type Evidence = Record<string, AuditValue>;

interface Collection {
  evidence: Evidence;
  hashKey: Uint8Array | undefined;
}

const collections = new AsyncLocalStorage<Collection>();

/**
 * Does the work, and keeps in `evidence` what it notes meanwhile, also if it fails.
 *
 * @param hashKey for the keyed hashes by which a number is found again; without it there are none
 */
export function collectEvidence<T>(
  evidence: Evidence,
  hashKey: Uint8Array | undefined,
  work: () => Promise<T>,
): Promise<T> {
  return collections.run({ evidence, hashKey }, work);
}

/** Adds to the evidence that is collected around the caller, if it is. No number and no address in clear. */
export function noteEvidence(evidence: Evidence): void {
  Object.assign(collections.getStore()?.evidence ?? {}, evidence);
}

/**
 * Notes a phone number: masked, and as a keyed hash.
 *
 * @param e164 does not leave this function
 */
export function notePhone(e164: string): void {
  const collection = collections.getStore();
  if (collection === undefined) return;
  Object.assign(collection.evidence, {
    phone: maskPhone(e164),
    ...(collection.hashKey && { phoneHash: hashPhone(collection.hashKey, e164) }),
  });
}

/** `+49···12`: where it is from, more or less, and the last two digits. */
function maskPhone(e164: string): string {
  return `${e164.slice(0, 3)}···${e164.slice(-2)}`;
}

/** HMAC-SHA256 in hexadecimal: the same number is found again by whoever has the key, and by nobody else. */
export function hashPhone(key: Uint8Array, e164: string): string {
  return createHmac('sha256', key).update(`phone:${e164}`).digest('hex');
}
