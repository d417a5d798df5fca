import type { DispatchOutcome } from '../contract/dispatch-delivery.js';
import type { OktaEvent } from '../contract/okta-event.js';
import type { PreEnrollUser } from '../contract/pre-enroll-user.js';
import { enrollmentStage, oktaUserId, stageSince } from '../contract/search-attributes.js';
import { taskQueue } from '../contract/task-queues.js';
import { preEnrollUserWorkflowId } from '../contract/workflow-ids.js';
import type { Door } from './door.js';
import { startOnce } from './start-once.js';

/**
 * Starts the run of the user whom the event is about. A user has one run: while Temporal keeps it, running or ended, every
 * further start is a `duplicate` and changes nothing: nobody makes the journey twice.
 *
 * @throws every error of the client but that one
 */
export async function startPreEnrollUser(
  { client }: Door,
  event: OktaEvent,
): Promise<DispatchOutcome> {
  return startOnce<PreEnrollUser>(client, 'preEnrollUser', {
    workflowId: preEnrollUserWorkflowId(event.userId),
    taskQueue,
    args: [{ userId: event.userId, event }],
    staticSummary: 'Enrolls the phone of a new hire before the first sign-in',
    typedSearchAttributes: [
      { key: oktaUserId, value: event.userId },
      { key: enrollmentStage, value: 'preparing' },
      { key: stageSince, value: new Date() },
    ],
  });
}
