import { newId } from './ids.js';

/** The org's own account with who sends texts and makes calls for Okta. */
export interface TelephonyProvider {
  /** `oct…` */
  id: string;
  name: 'TWILIO' | 'TELESIGN';
  /** Of the account. */
  sid: string;
  created: Date;
}

/** Every org starts with one; whether it is enabled is `telephonyProviderActive`. */
export function seedTelephonyProvider(): TelephonyProvider {
  return {
    ...{ id: newId('oct'), name: 'TWILIO', created: new Date() },
    sid: 'AC00000000000000000000000000000000',
  };
}
