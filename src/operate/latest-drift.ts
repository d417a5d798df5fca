import type { Client } from '@temporalio/client';
import type { CheckDrift, DriftReport } from '../contract/drift.js';
import { withinDeadline } from './within-deadline.js';

/** What the look for drift found that ended last. Undefined if Temporal keeps none. Needs no worker. */
export async function readLatestDrift(client: Client): Promise<DriftReport | undefined> {
  return withinDeadline(client, async () => {
    const ended = client.workflow.list({
      query: 'WorkflowType = "checkDrift" AND ExecutionStatus = "Completed"',
      pageSize: 1,
    });
    // Temporal lists first what has ended last.
    for await (const { workflowId, runId } of ended) {
      return client.workflow.getHandle<CheckDrift>(workflowId, runId).result();
    }
    return undefined;
  });
}
