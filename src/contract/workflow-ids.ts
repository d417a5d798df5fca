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
