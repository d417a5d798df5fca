import type { OktaEvent } from './okta-event.js';

/** `pre-enroll:<okta user id>`. The id is the de-duplication: there is one run per user. */
export function preEnrollUserWorkflowId(userId: string): string {
  return `pre-enroll:${userId}`;
}

/** `delivery:<eventId>`, from the envelope's `eventId`, which Okta repeats when it delivers again. */
export function dispatchDeliveryWorkflowId(eventId: string): string {
  return `delivery:${eventId}`;
}

/** `user-mfa:<workflow type>:<event uuid>`: one run per event and type, whichever way the event came. */
export function userMfaWorkflowId(workflowType: string, uuid: string): string {
  return `user-mfa:${workflowType}:${uuid}`;
}

/** `backfill:<name>`. One backfill of a name runs at a time. */
export function backfillWorkflowId(name: string): string {
  return `backfill:${name}`;
}

/** `backfill:<name>:<selection>:rows:<page>`, pages from 0. */
export function backfillRowsWorkflowId(name: string, selection: string, page: number): string {
  return `${backfillWorkflowId(name)}:${selection}:rows:${page}`;
}

/** `factor:<okta user id>:<factor type>:<provider>`. One run enrolls a factor of a kind for a user at a time. */
export function factorWorkflowId(userId: string, factorType: string, provider: string): string {
  return `factor:${userId}:${factorType}:${provider}`;
}

/**
 * `reaction:<okta user id>:<factor family>:<who did it>:<beginning of the window>`: one run per human act. Whatever the same person does with the same
 * kind of factor of the same user within one window is one act, however many events Okta writes of it.
 */
export function reactionWorkflowId(
  { userId, factorFamily, actor, published }: ReactionAct,
  windowMs: number,
): string {
  const begin = windowBegin(published, windowMs).replace(/[-:]|\.\d+/g, '');
  return ['reaction', userId, factorFamily ?? 'unknown', actor?.id ?? 'nobody', begin].join(':');
}

type ReactionAct = Pick<OktaEvent, 'userId' | 'factorFamily' | 'actor' | 'published'>;

/** The beginning of the window that a time is in, ISO 8601. Windows are counted from 1970. */
export function windowBegin(published: string, windowMs: number): string {
  const at = new Date(published).getTime();
  return new Date(Math.floor(at / windowMs) * windowMs).toISOString();
}

/** The one run that collects reactions while there are many. */
export const reactionStormWorkflowId = 'reaction-storm';
