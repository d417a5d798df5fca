import { parsePhoneNumber } from '../management/phone-number.js';
import { OktaError } from '../errors.js';
import { issueCode, useCode, type SendingPause } from '../state/pass-codes.js';
import { requireTelephony, sendToPhone } from '../state/phones.js';
import type { Factor } from '../state/factor.js';
import type { User } from '../state/user.js';
import { recordVerificationText } from '../system-log/factor-events.js';
import type { FactorContext, FactorKind } from './factor-kind.js';

type PhoneType = 'sms' | 'call';

const codes: Record<PhoneType, SendingPause & { tooOften: 'E0000204' | 'E0000205' }> = {
  sms: { pauseMs: 30_000, tooSoon: 'E0000109', tooOften: 'E0000204' },
  call: { pauseMs: 30_000, tooSoon: 'E0000133', tooOften: 'E0000205' },
};

/**
 * What text and call have in common. Without a number the one that is stored is meant; of each there is one per user. Identity Engine
 * counts any phone as two methods, and writes down both.
 */
export function phoneKind(
  factorType: PhoneType,
  kind: Pick<FactorKind, 'ids'> & {
    classicName: string;
    /** @throws OktaError if another number, or this one, is in the way. */
    refuseConflict(user: User, phoneNumber: string, updatePhone: boolean): void;
  },
): FactorKind {
  return {
    factorType,
    provider: 'OKTA',
    ids: kind.ids,
    loggedAs: { classic: [kind.classicName], idx: ['SMS_FACTOR', 'CALL_FACTOR'] },
    authenticator: 'Phone',
    activeAtOnce: 'on-request',
    sends: { ...codes[factorType], isPhone: true },
    profileOf({ org, user }, { profile, updatePhone }) {
      const given = profile['phoneNumber'] ?? storedPhone(user, factorType) ?? '';
      const phoneNumber = parsePhoneNumber(given);
      requireTelephony(org);
      kind.refuseConflict(user, phoneNumber, updatePhone);
      return { phoneNumber, ...(factorType === 'call' && extension(profile['phoneExtension'])) };
    },
    keep(user, { profile }) {
      user.phones[factorType] = profile['phoneNumber'];
    },
    forget(user) {
      user.phones[factorType] = undefined;
    },
    begin(context, factor, codeLifetimeMs) {
      sendPhoneCode(context, factor, factorType, codeLifetimeMs);
    },
    checkCode: useCode,
  };
}

/**
 * Texts, or speaks, a new code to the factor's phone.
 *
 * @throws OktaError E0000264 without a telephony provider, E0000109 or E0000133 if the last code is less than 30 seconds old.
 */
export function sendPhoneCode(
  context: FactorContext,
  factor: Factor,
  channel: PhoneType,
  codeLifetimeMs?: number,
): void {
  const { org } = context;
  requireTelephony(org);
  const code = issueCode(org, factor, codes[channel], codeLifetimeMs);
  sendToPhone(org, channel, factor.profile['phoneNumber'] ?? '', code);
  if (factor.status !== 'ACTIVE') recordVerificationText(context, factor);
}

/** The user's number for texts or for calls; the other one where there is only that. */
function storedPhone({ phones }: User, type: PhoneType): string | undefined {
  return phones[type] ?? phones.sms ?? phones.call;
}

function extension(given: string | undefined): Record<string, string> {
  if (given === undefined) return {};
  if (!/^\d{1,15}$/.test(given)) throw new OktaError('E0000121');
  return { phoneExtension: given };
}
