import { invalid } from '../errors.js';
import { phoneKind } from './phone.js';

/** A code by text. */
export const sms = phoneKind('sms', {
  ids: { pending: 'mbl', active: 'sms' },
  classicName: 'SMS_FACTOR',
  refuseConflict({ factors, phones }, phoneNumber, updatePhone) {
    const isInUse = factors.some((f) => f.factorType === 'sms' && f.status === 'ACTIVE');
    const isReplaceable = !isInUse && updatePhone;
    if (phones.sms !== undefined && phones.sms !== phoneNumber && !isReplaceable) {
      throw invalid('factorEnrollRequest', 'There is an existing verified phone number.');
    }
  },
});
