import type { CallerRequest, UserCaller } from '../caller.js';
import { OktaError } from '../errors.js';
import { changePassword } from '../management/users.js';
import { findUser } from '../state/find.js';
import type { Org } from '../state/org.js';
import { meetsPasswordPolicy } from '../state/password.js';
import type { PersonSession } from '../state/person-session.js';
import { isSecondFactorAskedFor } from '../state/second-factor.js';
import { setStatus } from '../state/user-status.js';
import { startPersonSession } from './activation-link.js';
import { startOktaSession } from './okta-session.js';
import { personCaller } from './person-caller.js';
import { usableSmsFactor } from './sms-challenge.js';
import { passwordEvidence, recordVerification } from './verification.js';

/**
 * The activating person chooses a password: he is ACTIVE from then on. The next step is `enter-code` with an ACTIVE SMS factor that
 * the policy allows, where the sign-in policies ask for a second factor; otherwise he is signed in. Records
 * `user.account.update_password`, and on Identity Engine the check of the password.
 *
 * @throws OktaError E0000080 if the password is shorter than eight characters, E0000079 if the session is at another step.
 */
export function setPassword(
  org: Org,
  session: PersonSession,
  request: CallerRequest,
  password: string,
): void {
  const caller = personCaller(org, session, request, 'set-password');
  if (!meetsPasswordPolicy(password)) throw new OktaError('E0000080');
  changePassword(org, caller, caller.user, password);
  setStatus(caller.user, 'ACTIVE');
  passPassword(org, session, caller);
}

/**
 * The ordinary sign-in of an ACTIVE user. A user without a password (Identity Engine, password optional) signs in by text alone.
 *
 * @throws OktaError E0000004 for an unknown login, a wrong password or a user who may not sign in.
 */
export function signIn(
  org: Org,
  request: CallerRequest,
  login: string,
  password: string,
): PersonSession {
  const user = findUser(org, login);
  if (user?.status !== 'ACTIVE') throw new OktaError('E0000004');
  if (user.password !== undefined && user.password !== password) {
    const caller: UserCaller = { user, sessionId: 'unknown', request };
    recordVerification(org, caller, passwordEvidence, 'FAILURE');
    throw new OktaError('E0000004');
  }
  if (user.password === undefined && usableSmsFactor(org, user) === undefined) {
    throw new OktaError('E0000004');
  }
  const session = startPersonSession(org, user.id, 'enter-code');
  if (user.password !== undefined) {
    passPassword(org, session, { user, sessionId: session.id, request });
  }
  return session;
}

function passPassword(org: Org, session: PersonSession, caller: UserCaller): void {
  recordVerification(org, caller, passwordEvidence, 'SUCCESS');
  const needsCode =
    usableSmsFactor(org, caller.user) !== undefined && isSecondFactorAskedFor(org, caller.user);
  if (needsCode) session.step = 'enter-code';
  else startOktaSession(org, session, caller);
}
