import { isPossiblePhoneNumber } from 'libphonenumber-js';
import { invalid, OktaError } from '../errors.js';

/**
 * Brings a phone number into E.164; Okta's own examples have dashes.
 *
 * @throws OktaError E0000098 for what is no international number, E0000001 for one that its country does not have: Okta answers an
 * unusable number in either way.
 */
export function parsePhoneNumber(given: string): string {
  const phoneNumber = given.replace(/[\s().-]/g, '');
  if (!/^\+[1-9]\d{1,14}$/.test(phoneNumber)) throw new OktaError('E0000098');
  if (!isPossiblePhoneNumber(phoneNumber)) {
    throw invalid('factorEnrollRequest', 'Invalid Phone Number.');
  }
  return phoneNumber;
}
