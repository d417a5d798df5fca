import type { Client } from '@temporalio/client';
import type { Workflow, WorkflowResultType } from '@temporalio/common';
import { withinDeadline } from './within-deadline.js';

/** What the run of the workflow type brought that ended last; undefined if Temporal keeps none. Needs no worker. */
export async function readLatestResult<W extends Workflow>(
  client: Client,
  workflowType: string,
): Promise<WorkflowResultType<W> | undefined> {
  return withinDeadline(client, async () => {
    const ended = client.workflow.list({
      query: `WorkflowType = "${workflowType}" AND ExecutionStatus = "Completed"`,
      pageSize: 1,
    });
    // Temporal lists first what has ended last.
    for await (const { workflowId, runId } of ended) {
      return client.workflow.getHandle<W>(workflowId, runId).result();
    }
    return undefined;
  });
}
