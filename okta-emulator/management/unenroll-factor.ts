import type { FactorContext } from '../factor-kinds/factor-kind.js';
import { kindOf } from '../factor-kinds/kinds.js';
import { OktaError } from '../errors.js';
import type { Factor } from '../state/factor.js';
import { recordFactorChange } from '../system-log/factor-events.js';

/**
 * Unenrolls a factor. A phone's number stays with the user as a recovery phone, and in the way of another number, unless that is to be
 * removed too. Records `user.mfa.factor.deactivate` for one that was ACTIVE.
 *
 * @throws OktaError E0000038 for a DEPROVISIONED user.
 */
export function unenrollFactor(
  context: FactorContext,
  factor: Factor,
  removeRecoveryEnrollment: boolean,
): void {
  const { user } = context;
  if (user.status === 'DEPROVISIONED') throw new OktaError('E0000038');
  const kind = kindOf(factor);
  user.factors = user.factors.filter(({ id }) => id !== factor.id);
  if (removeRecoveryEnrollment || factor.status !== 'ACTIVE') kind.forget?.(user);
  if (factor.status === 'ACTIVE') recordFactorChange(context, kind, factor, 'deactivate');
}
