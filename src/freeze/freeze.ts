import {
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
  type Client,
} from '@temporalio/client';
import { freezeWorkflowId, unfreezeSignal, type Freeze } from '../contract/freeze.js';
import type { OperatorRequest } from '../contract/operator.js';
import { taskQueue } from '../contract/task-queues.js';

/**
 * Freezes everything: from a second later on, no activity that has not begun changes anything in the world. It holds from the moment at
 * which Temporal has taken the start; no worker is needed. Repeatable: the freeze that is there stays, with its operator and reason.
 *
 * @throws every error of the client but that one
 */
export async function freeze(
  client: Client,
  { operator, reason }: OperatorRequest,
): Promise<'frozen' | 'already-frozen'> {
  try {
    await client.workflow.start<Freeze>('freeze', {
      ...{ workflowId: freezeWorkflowId, taskQueue },
      args: [{ operator, reason }],
      memo: { operator, reason },
      staticSummary: 'While this runs, preenroll changes nothing in Okta and sends no mails',
      // There may be many freezes, one after the other.
      workflowIdReusePolicy: 'ALLOW_DUPLICATE',
      workflowIdConflictPolicy: 'FAIL',
    });
    return 'frozen';
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) return 'already-frozen';
    throw error;
  }
}

/**
 * Ends the freeze. It is over when a worker has taken the signal, and what was held goes on within half a minute. Repeatable.
 *
 * @throws every error of the client but that there is no freeze
 */
export async function unfreeze(
  client: Client,
  { operator, reason }: OperatorRequest,
): Promise<'unfrozen' | 'not-frozen'> {
  try {
    await client.workflow
      .getHandle<Freeze>(freezeWorkflowId)
      .signal(unfreezeSignal, { operator, reason });
    return 'unfrozen';
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return 'not-frozen';
    throw error;
  }
}
