import type { Caller } from '../caller.js';
import { invalid, OktaError } from '../errors.js';
import type { Factor } from '../state/factor.js';
import { newId } from '../state/ids.js';
import type { Org } from '../state/org.js';
import { textCode, useCode } from '../state/texts.js';
import type { User } from '../state/user.js';
import { recordFactorChange, recordVerificationText } from '../system-log/factor-events.js';

export interface SmsEnrollment {
  /** E.164. */
  phoneNumber: string;
  /** ACTIVE at once and no text; otherwise a code is texted, and the factor is PENDING_ACTIVATION until it was entered. */
  activate: boolean;
  updatePhone: boolean;
}

/**
 * Enrolls the user's one phone. The policy must have been asked before.
 *
 * @throws OktaError E0000038 for a DEPROVISIONED user, E0000264 without a telephony provider, E0000001 if the phone is enrolled
 * already or another number is in the way.
 */
export function enrollSmsFactor(
  org: Org,
  caller: Caller,
  user: User,
  { phoneNumber, activate, updatePhone }: SmsEnrollment,
): Factor {
  if (user.status === 'DEPROVISIONED') throw new OktaError('E0000038');
  if (!org.settings.telephonyProviderActive) throw new OktaError('E0000264');
  refuseOtherPhone(user, phoneNumber, updatePhone);
  const now = new Date();
  const factor: Factor = {
    id: newId('mbl'),
    factorType: 'sms',
    provider: 'OKTA',
    status: 'PENDING_ACTIVATION',
    created: now,
    lastUpdated: now,
    phoneNumber,
  };
  if (!activate) {
    // A repeated enrollment of the same phone has to wait for its next text like any other.
    const pending = user.factors.find((other) => other.phoneNumber === phoneNumber);
    if (pending?.challenge) factor.challenge = pending.challenge;
    textVerification(org, caller, user, factor);
  }
  user.factors = [factor];
  user.recoveryPhone = phoneNumber;
  if (activate) activateFactor(org, caller, user, factor);
  return factor;
}

/**
 * `factors/{id}/lifecycle/activate` with the code from the text.
 *
 * @throws OktaError E0000068, E0000083, E0000001 for a factor that is ACTIVE.
 */
export function activateSmsFactor(
  org: Org,
  caller: Caller,
  user: User,
  factor: Factor,
  passCode: string,
): void {
  refuseActive(factor);
  useCode(factor, passCode);
  activateFactor(org, caller, user, factor);
}

/** `factors/{id}/resend`. @throws OktaError E0000109, E0000001 for a factor that is ACTIVE. */
export function resendSms(org: Org, caller: Caller, user: User, factor: Factor): void {
  refuseActive(factor);
  textVerification(org, caller, user, factor);
}

/**
 * Unenrolls a factor. Its number stays with the user as a recovery phone, and in the way of another number, unless that is to be
 * removed too.
 *
 * @throws OktaError E0000038 for a DEPROVISIONED user.
 */
export function unenrollFactor(
  org: Org,
  caller: Caller,
  user: User,
  factor: Factor,
  removeRecoveryEnrollment: boolean,
): void {
  if (user.status === 'DEPROVISIONED') throw new OktaError('E0000038');
  user.factors = user.factors.filter(({ id }) => id !== factor.id);
  if (removeRecoveryEnrollment || factor.status !== 'ACTIVE') user.recoveryPhone = undefined;
  if (factor.status === 'ACTIVE') recordFactorChange(org, caller, user, 'deactivate');
}

function activateFactor(org: Org, caller: Caller, user: User, factor: Factor): void {
  factor.id = newId('sms');
  factor.status = 'ACTIVE';
  factor.lastUpdated = new Date();
  recordFactorChange(org, caller, user, 'activate');
}

function textVerification(org: Org, caller: Caller, user: User, factor: Factor): void {
  textCode(org, factor);
  recordVerificationText(org, caller, user, factor);
}

function refuseOtherPhone(user: User, phoneNumber: string, updatePhone: boolean): void {
  const active = user.factors.find(({ status }) => status === 'ACTIVE');
  if (active?.phoneNumber === phoneNumber) {
    throw invalid('factorEnrollRequest', 'A factor of this type is already set up.');
  }
  const isReplaceable = active === undefined && updatePhone;
  if (user.recoveryPhone !== undefined && user.recoveryPhone !== phoneNumber && !isReplaceable) {
    throw invalid('factorEnrollRequest', 'There is an existing verified phone number.');
  }
}

function refuseActive(factor: Factor): void {
  if (factor.status === 'ACTIVE') {
    throw invalid('factor', 'A factor of this type is already set up.');
  }
}
