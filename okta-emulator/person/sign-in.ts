import type { Caller, CallerRequest } from '../caller.js';
import { OktaError } from '../errors.js';
import { changePassword } from '../management/users.js';
import type { Factor } from '../state/factor.js';
import { findUser } from '../state/find.js';
import type { Org } from '../state/org.js';
import { meetsPasswordPolicy } from '../state/password.js';
import type { PersonSession } from '../state/person-session.js';
import { textCode, useCode } from '../state/texts.js';
import { setStatus } from '../state/user-status.js';
import type { User } from '../state/user.js';
import { userTarget } from '../system-log/log-record.js';
import { startPersonSession } from './activation-link.js';
import { passwordEvidence, recordVerification, smsEvidence } from './verification.js';

/**
 * The activating person chooses a password: he is ACTIVE from then on. With an ACTIVE SMS factor the next step is `enter-code`,
 * without one he is signed in. Records `user.account.update_password`, and on Identity Engine the check of the password.
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
  passFirstFactor(org, session, caller);
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
  const session = startPersonSession(org, user.id, 'enter-code');
  const caller: Caller = { user, sessionId: session.id, request };
  if (user.password === undefined) {
    if (activeSmsFactor(user) === undefined) throw new OktaError('E0000004');
    return session;
  }
  if (user.password !== password) {
    org.personSessions.delete(session.id);
    recordVerification(org, caller, passwordEvidence, 'FAILURE');
    throw new OktaError('E0000004');
  }
  passFirstFactor(org, session, caller);
  return session;
}

/**
 * Texts a code to the person's enrolled phone. Records `system.sms.send_factor_verify_message`.
 *
 * @throws OktaError E0000109 if the last text is less than 30 seconds old, E0000079 if the session is at another step.
 */
export function sendSmsChallenge(org: Org, session: PersonSession, request: CallerRequest): void {
  const caller = personCaller(org, session, request, 'enter-code');
  const factor = challengedFactor(caller.user);
  textCode(org, factor);
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
  const factor = challengedFactor(caller.user);
  try {
    useCode(factor, code);
  } catch (refusal) {
    recordVerification(org, caller, smsEvidence(factor), 'FAILURE');
    throw refusal;
  }
  recordVerification(org, caller, smsEvidence(factor), 'SUCCESS');
  startOktaSession(org, session, caller);
}

function passFirstFactor(org: Org, session: PersonSession, caller: Caller): void {
  recordVerification(org, caller, passwordEvidence, 'SUCCESS');
  if (activeSmsFactor(caller.user) === undefined) startOktaSession(org, session, caller);
  else session.step = 'enter-code';
}

function startOktaSession(org: Org, session: PersonSession, caller: Caller): void {
  session.step = 'signed-in';
  caller.user.lastLogin = new Date();
  org.log.record({
    eventType: 'policy.evaluate_sign_on',
    caller,
    target: [],
    outcome: { result: 'ALLOW', reason: 'Sign-on policy evaluation resulted in ALLOW' },
  });
  // Okta's own samples of this event name the actor only: no target of type User.
  org.log.record({
    eventType: 'user.session.start',
    caller,
    target: [
      {
        id: '0oaOktaDashboard05d7',
        type: 'AppInstance',
        alternateId: 'Okta Dashboard',
        displayName: 'Okta Dashboard',
        detailEntry: null,
      },
    ],
  });
}

function personCaller(
  org: Org,
  session: PersonSession,
  request: CallerRequest,
  step: 'set-password' | 'enter-code',
): Caller {
  const user = org.users.get(session.userId);
  const status = step === 'set-password' ? 'PROVISIONED' : 'ACTIVE';
  if (user?.status !== status || session.step !== step) throw new OktaError('E0000079');
  return { user, sessionId: session.id, request };
}

function challengedFactor(user: User): Factor {
  const factor = activeSmsFactor(user);
  if (factor === undefined) throw new OktaError('E0000079');
  return factor;
}

function activeSmsFactor(user: User): Factor | undefined {
  return user.factors.find(({ status }) => status === 'ACTIVE');
}
