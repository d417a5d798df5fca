import { randomUUID } from 'node:crypto';
import { oktaLogEvent, user } from '../unit/dispatch/okta-log-event.js';

interface FactorActivation {
  engine?: 'classic' | 'idx';
  userId: string;
  /** In Classic's words (`SMS_FACTOR`) or Identity Engine's (`SMS`). */
  method: string;
  /** Identity Engine's name of the authenticator. */
  authenticator?: string;
  published?: Date;
  uuid?: string;
  /** The user unless told otherwise. */
  actor?: { id: string; type?: string };
  apiTokenId?: string;
  country?: string;
}

/** The activation of a factor as the System Log of either engine has it, built from Okta's documentation: synthetic. */
export function factorActivation({
  engine = 'idx',
  userId,
  method,
  authenticator = 'Phone',
  published = new Date(),
  uuid = randomUUID(),
  actor = { id: userId },
  apiTokenId,
  country,
}: FactorActivation): Record<string, unknown> {
  const enrollment = {
    ...{ id: 'pae00000000000000001', type: 'AuthenticatorEnrollment', alternateId: 'unknown' },
    ...{ displayName: authenticator, detailEntry: { methodTypeUsed: method } },
  };
  return oktaLogEvent({
    ...{ uuid, eventType: 'user.mfa.factor.activate', published: published.toISOString() },
    displayMessage: 'Activate factor or authenticator enrollment method for user',
    outcome: { result: 'SUCCESS', reason: `User set up ${method} factor` },
    actor: { ...user(actor.id), type: actor.type ?? 'User' },
    target: engine === 'idx' ? [user(userId), enrollment] : [user(userId)],
    debugContext: { debugData: engine === 'classic' ? { factor: method } : {} },
    ...(country !== undefined && { client: { geographicalContext: { country } } }),
    ...(apiTokenId !== undefined && {
      transaction: { type: 'WEB', id: 'unknown', detail: { requestApiTokenId: apiTokenId } },
    }),
  });
}

/** What Identity Engine writes when a phone is enrolled: two events of the same time. Synthetic. */
export function phoneTwins(given: Omit<FactorActivation, 'method' | 'engine'>) {
  const published = given.published ?? new Date();
  const twin = (method: string) => factorActivation({ ...given, method, published });
  return [twin('SMS'), twin('VOICE')] as const;
}

/** A sign-in from somewhere, as far as the classifier looks at it. Synthetic. */
export function signInFrom(userId: string, country: string, published: Date) {
  return oktaLogEvent({
    ...{ uuid: randomUUID(), eventType: 'user.session.start', published: published.toISOString() },
    ...{ actor: user(userId), client: { geographicalContext: { country } } },
  });
}

/** The payload of the document that the reaction was asked for in, word for word. It is not Okta's real shape. */
export const seedPayload = {
  eventType: 'com.okta.user.mfa.factor.activate',
  published: '2026-03-15T10:22:14.000Z',
  actor: { id: '00u123example', type: 'User', alternateId: 'user@example.com' },
  target: [
    { type: 'User', alternateId: 'user@example.com' },
    { type: 'AuthenticatorEnrollment', displayName: 'Okta Verify' },
  ],
  outcome: { result: 'SUCCESS' },
  debugContext: { debugData: { factor: 'OKTA_VERIFY' } },
};
