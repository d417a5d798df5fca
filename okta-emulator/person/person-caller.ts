import type { CallerRequest, UserCaller } from '../caller.js';
import { OktaError } from '../errors.js';
import type { Org } from '../state/org.js';
import type { PersonSession } from '../state/person-session.js';

/**
 * The person of a session, for a step that he takes himself.
 *
 * @throws OktaError E0000079 if the session is at another step, or the user is no longer in the status that the step needs.
 */
export function personCaller(
  org: Org,
  session: PersonSession,
  request: CallerRequest,
  step: 'set-password' | 'enter-code',
): UserCaller {
  const user = org.users.get(session.userId);
  const status = step === 'set-password' ? 'PROVISIONED' : 'ACTIVE';
  if (user?.status !== status || session.step !== step) throw new OktaError('E0000079');
  return { user, sessionId: session.id, request };
}
