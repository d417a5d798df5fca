import {
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
  type Client,
} from '@temporalio/client';
import { z } from 'zod';
import { freezeWorkflowId, unfreezeSignal, type Freeze } from '../contract/freeze.js';
import type { OperatorRequest } from '../contract/operator.js';
import { taskQueue } from '../contract/task-queues.js';
import { withinDeadline } from './within-deadline.js';

/** Who has frozen everything, why, and since when. */
export interface FreezeState extends OperatorRequest {
  since: Date;
}

const memoSchema = z.object({
  operator: z.string().default('unknown'),
  reason: z.string().default('unknown'),
});

/** Undefined if nothing is frozen. Needs no worker. */
export async function readFreeze(client: Client): Promise<FreezeState | undefined> {
  try {
    const { status, memo, startTime } = await withinDeadline(client, () =>
      client.workflow.getHandle(freezeWorkflowId).describe(),
    );
    if (status.name !== 'RUNNING') return undefined;
    return { ...memoSchema.parse(memo ?? {}), since: startTime };
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return undefined;
    throw error;
  }
}

/**
 * Freezes everything. It holds from now on, also without a worker.
 *
 * @returns false if everything was frozen already: it stays as it is, with the words of who did it
 */
export async function freeze(client: Client, request: OperatorRequest): Promise<boolean> {
  try {
    await withinDeadline(client, () =>
      client.workflow.start<Freeze>('freeze', {
        workflowId: freezeWorkflowId,
        taskQueue,
        args: [request],
        memo: { ...request },
        workflowIdConflictPolicy: 'FAIL',
        staticSummary: 'While it runs, nothing is changed in Okta and no mail is sent',
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) return false;
    throw error;
  }
}

/**
 * Ends the freeze; a worker must be there to do it.
 *
 * @returns false if nothing was frozen
 */
export async function unfreeze(client: Client, request: OperatorRequest): Promise<boolean> {
  try {
    await withinDeadline(client, () =>
      client.workflow.getHandle(freezeWorkflowId).signal(unfreezeSignal, request),
    );
    return true;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
}
