import { authenticator, oktaLogEvent, user } from '../dispatch/okta-log-event.js';

/** The person verifies with a factor, as Identity Engine reports it. Synthetic: no public sample exists for a text message. */
export function userMfaEvent(changes: Record<string, unknown> = {}): Record<string, unknown> {
  const person = { ...user(), type: 'User' };
  return oktaLogEvent({
    uuid: 'b9ab9263-a4ae-4780-9981-377ec8f2da86',
    eventType: 'user.authentication.auth_via_mfa',
    displayMessage: 'Authentication of user via MFA',
    actor: person,
    target: [authenticator('SMS'), person],
    debugContext: { debugData: { requestUri: '/idp/idx/challenge/answer' } },
    ...changes,
  });
}

/** The same, as Classic Engine reports it: the factor is in the debug data. */
export function classicUserMfaEvent(
  changes: Record<string, unknown> = {},
): Record<string, unknown> {
  return userMfaEvent({
    target: [user()],
    debugContext: { debugData: { factor: 'SMS_FACTOR' } },
    ...changes,
  });
}
