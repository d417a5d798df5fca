import { alreadySetUp } from '../factor-kinds/already-set-up.js';
import type { FactorContext } from '../factor-kinds/factor-kind.js';
import { kindOf } from '../factor-kinds/kinds.js';
import { invalid, OktaError } from '../errors.js';
import type { Factor } from '../state/factor.js';
import { completeEnrollment } from './enroll-factor.js';

/** Okta's description: within five minutes, per user. It does not say which error follows; E0000047 stands for all that is too much. */
const mostActivations = 5;
const mostResends = 5;

/**
 * `factors/{id}/lifecycle/activate` with the code. Counts as an attempt whether it is the right one or not.
 *
 * @throws OktaError E0000001 for a factor that is ACTIVE, E0000047 for the sixth attempt within five minutes, E0000068 for a wrong code,
 * E0000082 for one that was used before, E0000083 for one too old.
 */
export function activateFactor(context: FactorContext, factor: Factor, passCode: string): void {
  const { org, user } = context;
  refuseActive(factor);
  const kind = kindOf(factor);
  refuseTooManyActivations(context);
  org.attempts.note(activationsOf(user));
  kind.checkCode?.(factor, passCode);
  completeEnrollment(context, kind, factor);
}

/**
 * `factors/{id}/resend`: a new code; the old one no longer works.
 *
 * @throws OktaError E0000001 for a factor that is ACTIVE or has no code that could be sent; E0000109, E0000133 or E0000118 if the last one
 * was just sent; E0000204, E0000205 or E0000047 for the sixth within five minutes; E0000047 after too many activations.
 */
export function resendCode(context: FactorContext, factor: Factor, codeLifetimeMs: number): void {
  const { org, user } = context;
  refuseActive(factor);
  const kind = kindOf(factor);
  if (!kind.sends) throw invalid('factor', 'Nothing can be resent for a factor of this type.');
  refuseTooManyActivations(context);
  const resends = `resend ${factor.factorType} ${user.id}`;
  if (org.attempts.count(resends) >= mostResends) throw new OktaError(kind.sends.tooOften);
  kind.begin?.(context, factor, codeLifetimeMs);
  org.attempts.note(resends);
}

function refuseActive(factor: Factor): void {
  if (factor.status === 'ACTIVE') throw invalid('factor', alreadySetUp);
}

function refuseTooManyActivations({ org, user }: FactorContext): void {
  if (org.attempts.count(activationsOf(user)) >= mostActivations) throw new OktaError('E0000047');
}

function activationsOf({ id }: FactorContext['user']): string {
  return `activate ${id}`;
}
