import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import { preEnrollUserWorkflowId } from '../../../src/contract/workflow-ids.js';

/** True if a run of the user was ever started, and Temporal still knows it. */
export async function hasRun(client: Client, userId: string): Promise<boolean> {
  try {
    await client.workflow.getHandle(preEnrollUserWorkflowId(userId)).describe();
    return true;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
}
