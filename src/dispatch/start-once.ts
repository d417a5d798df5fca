import {
  WorkflowExecutionAlreadyStartedError,
  type Client,
  type WorkflowStartOptions,
} from '@temporalio/client';
import type { Workflow } from '@temporalio/common';

/**
 * Starts a workflow whose id says it all. While Temporal keeps the run, running or ended, every further start is a `duplicate` and
 * changes nothing: Okta delivers late and twice, also after the run has ended. Unless the options have another reuse policy.
 *
 * @throws every error of the client but that one
 */
export async function startOnce<T extends Workflow>(
  client: Client,
  workflowType: string,
  options: WorkflowStartOptions<T>,
): Promise<'started' | 'duplicate'> {
  try {
    await client.workflow.start<T>(workflowType, {
      workflowIdReusePolicy: 'REJECT_DUPLICATE',
      ...options,
    });
    return 'started';
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) return 'duplicate';
    throw error;
  }
}
