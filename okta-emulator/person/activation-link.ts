import { newSessionId, newToken } from '../state/ids.js';
import type { Org } from '../state/org.js';
import type { PersonSession } from '../state/person-session.js';
import type { User } from '../state/user.js';

const sessionLifetimeMs = 5 * 60 * 1000;

/** Makes a new activation token, good for `activationLinkLifetimeMs`; an older one of the same user no longer works. */
export function issueActivationToken(org: Org, user: User): string {
  revokeActivationTokens(org, user);
  const token = newToken();
  const expires = new Date(Date.now() + org.settings.activationLinkLifetimeMs);
  org.activationTokens.set(token, { token, userId: user.id, expires });
  user.activationToken = token;
  return token;
}

export function revokeActivationTokens(org: Org, user: User): void {
  org.activationTokens.delete(user.activationToken ?? '');
}

/** Where the link leads: `/welcome/{token}` on Classic, `/tokens/{token}/verify` on Identity Engine. */
export function activationUrl(org: Org, token: string): string {
  return org.engine === 'classic'
    ? `${org.url}/welcome/${token}`
    : `${org.url}/tokens/${token}/verify`;
}

/**
 * Uses up an activation link: from then on the person has five minutes, in the session that is returned.
 *
 * @returns undefined if the token is unknown, replaced, expired or used before; the person needs a new mail then.
 */
export function openActivationLink(org: Org, token: string): PersonSession | undefined {
  const found = org.activationTokens.get(token);
  org.activationTokens.delete(token);
  if (found === undefined || found.expires <= new Date()) return undefined;
  // A user who was ACTIVE at once got a token too, but has nothing to set up with it.
  if (org.users.get(found.userId)?.status !== 'PROVISIONED') return undefined;
  return startPersonSession(org, found.userId, 'set-password');
}

export function startPersonSession(
  org: Org,
  userId: string,
  step: PersonSession['step'],
): PersonSession {
  const expires = new Date(Date.now() + sessionLifetimeMs);
  const session: PersonSession = {
    id: newSessionId(org.engine === 'classic' ? '102' : 'idx'),
    userId,
    step,
    expires,
  };
  org.personSessions.set(session.id, session);
  return session;
}

/** @returns undefined if there is no such session, it has run out, or its user was deleted. */
export function findPersonSession(org: Org, sessionId: string): PersonSession | undefined {
  const session = org.personSessions.get(sessionId);
  const isOver =
    session === undefined || session.expires <= new Date() || !org.users.has(session.userId);
  if (isOver) org.personSessions.delete(sessionId);
  return isOver ? undefined : session;
}
