import type { OperatorRequest } from '../contract/operator.js';
import type { PreEnrollUser, PreEnrollUserInput } from '../contract/pre-enroll-user.js';
import {
  backfillName,
  enrollmentStage,
  oktaUserId,
  stageSince,
  startDate,
} from '../contract/search-attributes.js';
import { taskQueue } from '../contract/task-queues.js';
import { urgency } from '../contract/urgency.js';
import { preEnrollUserWorkflowId } from '../contract/workflow-ids.js';
import type { Door } from './door.js';
import { startOnce } from './start-once.js';

/** What a user's run begins with. */
type FirstInput = Omit<PreEnrollUserInput, 'carried'>;

interface StartOptions {
  /** Also starts a user whose run has failed, timed out, or was cancelled or terminated. */
  againIfFailed?: boolean;
  /** Also starts a user whose run has ended, however it ended. */
  againIfEnded?: boolean;
  /** Lets the hires of today go first, as a backfill does. */
  yields?: boolean;
  /** Who starts it and why, where a person does: the memo of the run, which is readable without a worker. */
  request?: OperatorRequest;
}

/**
 * Starts the run of a user. A user has one run: while Temporal keeps it, running or ended, every further start is a `duplicate` and
 * changes nothing: nobody makes the journey twice.
 *
 * @throws every error of the client but that one
 */
export async function startPreEnrollUser(
  { client }: Pick<Door, 'client'>,
  input: FirstInput,
  { againIfFailed = false, againIfEnded = false, yields = false, request }: StartOptions = {},
): Promise<'started' | 'duplicate'> {
  const { userId, startDate: day, notBefore, backfill } = input;
  return startOnce<PreEnrollUser>(client, 'preEnrollUser', {
    workflowId: preEnrollUserWorkflowId(userId),
    ...(againIfFailed && { workflowIdReusePolicy: 'ALLOW_DUPLICATE_FAILED_ONLY' }),
    ...(againIfEnded && { workflowIdReusePolicy: 'ALLOW_DUPLICATE' }),
    ...(request && { memo: { ...request } }),
    taskQueue,
    args: [input],
    priority: backfill === undefined && !yields ? urgency.newHire : urgency.backfill,
    staticSummary: 'Enrolls the phone of a new hire before the first sign-in',
    typedSearchAttributes: [
      { key: oktaUserId, value: userId },
      { key: enrollmentStage, value: notBefore === undefined ? 'preparing' : 'pre-hire' },
      { key: stageSince, value: new Date() },
      ...(day === undefined ? [] : [{ key: startDate, value: day }]),
      ...(backfill === undefined ? [] : [{ key: backfillName, value: backfill }]),
    ],
  });
}
