import type { FactorContext } from '../factor-kinds/factor-kind.js';
import { kindOf } from '../factor-kinds/kinds.js';
import { deviceProfile, pushResult } from '../factor-kinds/push.js';
import { OktaError } from '../errors.js';
import type { Factor } from '../state/factor.js';
import { completeEnrollment } from './enroll-factor.js';

/** `lifecycle/activate` of a push factor: begins anew where the person has rejected it or took too long. */
export function restartPush(context: FactorContext, factor: Factor): void {
  if (factor.status === 'ACTIVE' || pushResult(factor.push) === 'WAITING') return;
  kindOf(factor).begin?.(context, factor, 0);
}

/**
 * The person accepts, or rejects, the enrollment in the app on his phone.
 *
 * @param context with the person as the caller.
 * @throws OktaError E0000079 if nothing waits for him: done before, rejected, or too late.
 */
export function answerPush(context: FactorContext, factor: Factor, accept: boolean): void {
  const { push } = factor;
  if (factor.status === 'ACTIVE' || push === undefined || pushResult(push) !== 'WAITING') {
    throw new OktaError('E0000079');
  }
  if (!accept) {
    push.answer = 'REJECTED';
    return;
  }
  factor.profile = deviceProfile(context.user.profile.login);
  completeEnrollment(context, kindOf(factor), factor);
}
