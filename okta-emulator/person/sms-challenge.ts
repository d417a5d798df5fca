import type { CallerRequest } from '../caller.js';
import { OktaError } from '../errors.js';
import { isFactorAllowed } from '../state/effective-policy.js';
import type { Factor } from '../state/factor.js';
import type { Org } from '../state/org.js';
import type { PersonSession } from '../state/person-session.js';
import { sendPhoneCode } from '../factor-kinds/phone.js';
import { useCode } from '../state/pass-codes.js';
import type { User } from '../state/user.js';
import { userTarget } from '../system-log/log-record.js';
import { startOktaSession } from './okta-session.js';
import { personCaller } from './person-caller.js';
import { recordVerification, smsEvidence } from './verification.js';

/**
 * Texts a code to the person's enrolled phone. Records `system.sms.send_factor_verify_message`.
 *
 * @throws OktaError E0000109 if the last text is less than 30 seconds old, E0000079 if the session is at another step.
 */
export function sendSmsChallenge(org: Org, session: PersonSession, request: CallerRequest): void {
  const caller = personCaller(org, session, request, 'enter-code');
  const { user } = caller;
  sendPhoneCode({ org, caller, user }, challengedFactor(org, user), 'sms');
  org.log.record({
    eventType: 'system.sms.send_factor_verify_message',
    caller,
    target: [userTarget(caller.user)],
  });
}

/**
 * Checks the code from the text; the person is signed in with it. Records `user.authentication.auth_via_mfa`, as FAILURE too, and
 * `user.session.start`.
 *
 * @throws OktaError E0000068 for a wrong code, E0000083 for one too old, E0000079 if the session is at another step.
 */
export function verifySmsCode(
  org: Org,
  session: PersonSession,
  request: CallerRequest,
  code: string,
): void {
  const caller = personCaller(org, session, request, 'enter-code');
  const factor = challengedFactor(org, caller.user);
  try {
    useCode(factor, code);
  } catch (refusal) {
    recordVerification(org, caller, smsEvidence(factor), 'FAILURE');
    throw refusal;
  }
  recordVerification(org, caller, smsEvidence(factor), 'SUCCESS');
  startOktaSession(org, session, caller);
}

/** The person's phone for texts, if the policy allows it: what it does not allow is enrolled, but of no use. */
export function usableSmsFactor(org: Org, user: User): Factor | undefined {
  return user.factors.find(
    (factor) =>
      factor.factorType === 'sms' &&
      factor.status === 'ACTIVE' &&
      isFactorAllowed(org, user, factor),
  );
}

function challengedFactor(org: Org, user: User): Factor {
  const factor = usableSmsFactor(org, user);
  if (factor === undefined) throw new OktaError('E0000079');
  return factor;
}
