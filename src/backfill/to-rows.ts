import type { BackfillRow } from '../contract/backfill.js';
import { encryptText } from '../payload-codec/encrypt-text.js';
import type { Person } from './person.js';
import { notBefore, type PreHireRule } from './start-dates.js';

/**
 * The rows of a backfill, without personal data: a number is encrypted for its user.
 *
 * @param key needed as soon as somebody has a number of his own
 * @throws Error if it is needed and not there
 */
export function toRows(
  people: readonly Person[],
  rule: PreHireRule,
  key: Uint8Array | undefined,
  now: Date,
): BackfillRow[] {
  return people.map(({ line, userId, startDate, phone }) => {
    const from = startDate === undefined ? undefined : notBefore(startDate, rule, now);
    return {
      ...{ line, userId },
      ...(startDate !== undefined && { startDate }),
      ...(from !== undefined && { notBefore: from }),
      ...(phone !== undefined && { phone: { encrypted: encrypt(phone, userId) } }),
    };
  });

  function encrypt(phone: string, userId: string): string {
    if (key === undefined) throw new Error('There is no key to encrypt a phone number with');
    return encryptText(key, phone, userId);
  }
}
