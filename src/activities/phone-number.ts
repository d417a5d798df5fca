import { parsePhoneNumberFromString, type PhoneNumberType } from 'libphonenumber-js/max';
import type { EnrollmentSettings } from './enrollment-settings.js';

type PhoneNumber = { e164: string } | { unusable: 'phone-missing' | 'phone-unusable' };

// Numbering plans such as the North American one do not tell mobile from fixed line.
const receivesTexts: readonly (PhoneNumberType | undefined)[] = ['MOBILE', 'FIXED_LINE_OR_MOBILE'];

/** The hire's phone number in E.164, from the first filled attribute, or why there is none that can receive texts. */
export function readPhoneNumber(
  profile: Record<string, unknown>,
  settings: Pick<EnrollmentSettings, 'phoneAttributes' | 'defaultCountry'>,
): PhoneNumber {
  const written = settings.phoneAttributes
    .map((attribute) => profile[attribute])
    .find((value): value is string => typeof value === 'string' && value.trim() !== '');
  if (written === undefined) return { unusable: 'phone-missing' };
  const number = parsePhoneNumberFromString(written.trim(), {
    ...(settings.defaultCountry && { defaultCountry: settings.defaultCountry }),
    extract: false,
  });
  // An invalid number has no type.
  return number && receivesTexts.includes(number.getType())
    ? { e164: number.number }
    : { unusable: 'phone-unusable' };
}
