import {
  parsePhoneNumberFromString,
  type CountryCode,
  type PhoneNumberType,
} from 'libphonenumber-js/max';
import type { Population } from './enrollment-settings.js';

export interface UsablePhone {
  e164: string;
  /** As the profile has it. */
  written: string;
  /** Undefined for numbers of no country, such as those of satellite phones. */
  country: CountryCode | undefined;
}

type PhoneNumber = UsablePhone | { unusable: 'phone-missing' | 'phone-unusable' };

/** How the person is reached at the number. */
export type Reach = 'texts' | 'calls';

// Numbering plans such as the North American one do not tell mobile from fixed line.
const receivesTexts: readonly (PhoneNumberType | undefined)[] = ['MOBILE', 'FIXED_LINE_OR_MOBILE'];
// Neither toll-free nor premium.
const receivesCalls: readonly (PhoneNumberType | undefined)[] = [
  ...receivesTexts,
  ...(['FIXED_LINE', 'VOIP'] as const),
];
const reached: Record<Reach, typeof receivesTexts> = { texts: receivesTexts, calls: receivesCalls };

/** The hire's phone number in E.164, from the first filled attribute, or why there is none that can receive texts, or calls. */
export function readPhoneNumber(
  profile: Record<string, unknown>,
  { phoneAttributes, defaultCountry }: Pick<Population, 'phoneAttributes' | 'defaultCountry'>,
  reachedBy: Reach = 'texts',
): PhoneNumber {
  const written = phoneAttributes
    .map((attribute) => profile[attribute])
    .find((value): value is string => typeof value === 'string' && value.trim() !== '');
  if (written === undefined) return { unusable: 'phone-missing' };
  const number = parsePhoneNumberFromString(written.trim(), {
    ...(defaultCountry && { defaultCountry }),
    extract: false,
  });
  // An invalid number has no type.
  return number && reached[reachedBy].includes(number.getType())
    ? { e164: number.number, written: written.trim(), country: number.country }
    : { unusable: 'phone-unusable' };
}

/** Whether the number is of a country that numbers are expected from. */
export function isExpectedCountry(
  { country }: Pick<UsablePhone, 'country'>,
  { phoneCountries }: Pick<Population, 'phoneCountries'>,
): boolean {
  if (phoneCountries === undefined) return true;
  return country !== undefined && phoneCountries.includes(country);
}
