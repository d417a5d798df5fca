import { invalid } from '../errors.js';
import { alreadySetUp } from './already-set-up.js';
import { phoneKind } from './phone.js';

/** A code that is spoken. Okta's words for another number are those for a factor that is there already. */
export const call = phoneKind('call', {
  ids: { pending: 'clf', active: 'clf' },
  classicName: 'CALL_FACTOR',
  refuseConflict({ phones }, phoneNumber, updatePhone) {
    if (phones.call !== undefined && phones.call !== phoneNumber && !updatePhone) {
      throw invalid('factorEnrollRequest', alreadySetUp);
    }
  },
});
