import { mailActivationLink, mailSignInLink } from '../activation-mail/activation-mail.js';
import type { Caller } from '../caller.js';
import {
  activationUrl,
  issueActivationToken,
  revokeActivationTokens,
} from '../person/activation-link.js';
import type { Org } from '../state/org.js';
import { nextStatus, setStatus } from '../state/user-status.js';
import type { User } from '../state/user.js';
import { userTarget } from '../system-log/log-record.js';

export interface ActivationLink {
  activationUrl: string;
  activationToken: string;
}

/**
 * `lifecycle/activate`: records `user.lifecycle.activate` for the call itself, whether the user has done anything yet or not. With
 * a password, or as a user who needs none, he is ACTIVE at once; otherwise PROVISIONED until he has used the activation link.
 *
 * @returns the link if it is not to be mailed.
 * @throws OktaError E0000016, E0000038
 */
export function activateUser(
  org: Org,
  caller: Caller,
  user: User,
  sendEmail: boolean,
): ActivationLink | undefined {
  setStatus(user, nextStatus('activate', user.status, canSignIn(org, user)));
  org.log.record({ eventType: 'user.lifecycle.activate', caller, target: [userTarget(user)] });
  if (user.status !== 'ACTIVE' || !sendEmail) return handOutLink(org, user, sendEmail);
  if (user.password === undefined) mailSignInLink(org, user);
  return undefined;
}

/**
 * `lifecycle/reactivate`: a fresh link; the old one no longer works. Records nothing, as in Okta.
 *
 * @returns the link if it is not to be mailed.
 * @throws OktaError E0000038
 */
export function reactivateUser(
  org: Org,
  user: User,
  sendEmail: boolean,
): ActivationLink | undefined {
  setStatus(user, nextStatus('reactivate', user.status, false));
  return handOutLink(org, user, sendEmail);
}

/** `lifecycle/deactivate`: the user loses password, factors and activation link. @throws OktaError E0000038 */
export function deactivateUser(org: Org, caller: Caller, user: User): void {
  setStatus(user, nextStatus('deactivate', user.status, false));
  user.password = undefined;
  user.factors = [];
  user.phones = {};
  revokeActivationTokens(org, user);
  org.log.record({ eventType: 'user.lifecycle.deactivate', caller, target: [userTarget(user)] });
}

/** Identity Engine with optional passwords needs an enrolled authenticator only. */
function canSignIn(org: Org, user: User): boolean {
  const passwordless = org.engine === 'idx' && org.settings.passwordOptional;
  const hasFactor = user.factors.some(({ status }) => status === 'ACTIVE');
  return user.password !== undefined || (passwordless && hasFactor);
}

function handOutLink(org: Org, user: User, sendEmail: boolean): ActivationLink | undefined {
  const token = issueActivationToken(org, user);
  const url = activationUrl(org, token);
  if (!sendEmail) return { activationUrl: url, activationToken: token };
  mailActivationLink(org, user, url);
  return undefined;
}
