import type { OktaUser } from '../okta/okta-client.js';
import { decryptText } from '../payload-codec/encrypt-text.js';
import type { EncryptionKeys } from '../payload-codec/encryption-keys.js';
import type { Population } from './enrollment-settings.js';
import type { HireReference } from './hire-reference.js';
import { needsAttention } from './needs-attention.js';
import { readPhoneNumber, type Reach, type UsablePhone } from './phone-number.js';

type NumberSource = [
  profile: Record<string, unknown>,
  settings: Pick<Population, 'phoneAttributes' | 'defaultCountry'>,
];

/**
 * The number that is to be enrolled: of the profile, or from where an operator has said.
 *
 * @throws ApplicationFailure `NeedsAttention` if there is none, if it cannot receive texts or calls, or if a correction cannot be decrypted
 */
export function findPhone(
  { profile }: Pick<OktaUser, 'profile'>,
  { userId, phone }: HireReference,
  population: Pick<Population, 'phoneAttributes' | 'defaultCountry'>,
  keys: EncryptionKeys | undefined,
  reachedBy: Reach = 'texts',
): UsablePhone {
  const found = readPhoneNumber(...numberSource(), reachedBy);
  if ('unusable' in found) throw needsAttention(found.unusable);
  return found;

  function numberSource(): NumberSource {
    if (phone === undefined) return [profile, population];
    if ('attribute' in phone) {
      return [profile, { ...population, phoneAttributes: [phone.attribute] }];
    }
    return [
      { corrected: decrypted(phone.encrypted) },
      { ...population, phoneAttributes: ['corrected'] },
    ];
  }

  function decrypted(text: string): string {
    try {
      if (keys === undefined) throw new Error('This worker has no PAYLOAD_ENCRYPTION_KEY');
      return decryptText(keys, text, userId);
    } catch (error) {
      throw needsAttention('phone-correction-unreadable', error as Error);
    }
  }
}
