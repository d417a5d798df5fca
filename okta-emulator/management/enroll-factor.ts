import type { EnrollmentRequest, FactorContext, FactorKind } from '../factor-kinds/factor-kind.js';
import { alreadySetUp } from '../factor-kinds/already-set-up.js';
import { findKind, isPairOfOkta } from '../factor-kinds/kinds.js';
import { invalid, OktaError } from '../errors.js';
import { isFactorAllowed } from '../state/effective-policy.js';
import type { Factor } from '../state/factor.js';
import { newId } from '../state/ids.js';
import { recordFactorChange } from '../system-log/factor-events.js';

const mostPhoneEnrollments = 15;

interface Pair {
  factorType: string;
  provider: string;
}

/**
 * Enrolls a factor: ACTIVE at once, where its kind allows it and it is asked for, otherwise PENDING_ACTIVATION with whatever proves that
 * it is the person's. A pending one of the same kind is replaced.
 *
 * @throws OktaError E0000001 for a pair of type and provider that Okta does not know (in words of this emulator: Okta's are not public),
 * for what the policy that applies to the user now does not allow (not to an admin either), and for what is set up already; E0000038 for
 * a DEPROVISIONED user; E0000060 for a kind that is not emulated; and what the kind refuses.
 */
export function enrollFactor(
  context: FactorContext,
  pair: Pair,
  request: EnrollmentRequest,
): Factor {
  const { user } = context;
  const kind = requireKind(context, pair);
  if (user.status === 'DEPROVISIONED') throw new OktaError('E0000038');
  const profile = kind.profileOf(context, request);
  const former = user.factors.find((factor) => isOfKind(factor, kind));
  if (former?.status === 'ACTIVE') throw invalid('factorEnrollRequest', alreadySetUp);
  const factor = newFactor(kind, profile);
  const isActiveAtOnce =
    kind.activeAtOnce === 'always' || (kind.activeAtOnce === 'on-request' && request.activate);
  if (!isActiveAtOnce) begin(context, kind, factor, former, request.codeLifetimeMs);
  user.factors = [...user.factors.filter((other) => other !== former), factor];
  kind.keep?.(user, factor);
  if (isActiveAtOnce) completeEnrollment(context, kind, factor);
  return factor;
}

/** From now on the factor is ACTIVE, under another id where its kind gets one. Records `user.mfa.factor.activate`. */
export function completeEnrollment(context: FactorContext, kind: FactorKind, factor: Factor): void {
  factor.id = kind.ids.active === undefined ? factor.id : newId(kind.ids.active);
  factor.status = 'ACTIVE';
  factor.lastUpdated = new Date();
  recordFactorChange(context, kind, factor, 'activate');
}

function requireKind({ org, user }: FactorContext, pair: Pair): FactorKind {
  if (!isPairOfOkta(pair)) {
    throw invalid('factorEnrollRequest', 'Unsupported combination of factorType and provider.');
  }
  if (!isFactorAllowed(org, user, pair)) {
    throw invalid(
      'factorEnrollRequest',
      'Factor not allowed for the user based on the Multifactor policy',
    );
  }
  const kind = findKind(pair);
  if (kind === undefined) throw new OktaError('E0000060');
  return kind;
}

function newFactor({ factorType, provider, ids }: FactorKind, profile: Factor['profile']): Factor {
  const now = new Date();
  return {
    id: newId(ids.pending),
    factorType,
    provider,
    status: 'PENDING_ACTIVATION',
    created: now,
    lastUpdated: now,
    profile,
  };
}

function begin(
  context: FactorContext,
  kind: FactorKind,
  factor: Factor,
  former: Factor | undefined,
  codeLifetimeMs: number,
): void {
  const { org, user } = context;
  const enrollments = `enroll phone ${user.id}`;
  if (kind.sends?.isPhone === true && org.attempts.count(enrollments) >= mostPhoneEnrollments) {
    throw new OktaError(kind.sends.tooOften);
  }
  // A repeated enrollment of the same phone has to wait for its next code like any other.
  if (former?.challenge && reaches(former) === reaches(factor)) {
    factor.challenge = former.challenge;
  }
  kind.begin?.(context, factor, codeLifetimeMs);
  if (kind.sends?.isPhone === true) org.attempts.note(enrollments);
}

function isOfKind({ factorType, provider }: Factor, kind: Pair): boolean {
  return factorType === kind.factorType && provider === kind.provider;
}

function reaches({ profile }: Factor): string | undefined {
  return profile['phoneNumber'] ?? profile['email'];
}
