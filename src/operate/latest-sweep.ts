import type { Client } from '@temporalio/client';
import type { GroupASweep, SweepGroupA } from '../contract/group-a-sweep.js';
import { withinDeadline } from './within-deadline.js';

/** What the sweep of Group A found that ended last. Undefined if Temporal keeps none. Needs no worker. */
export async function readLatestSweep(client: Client): Promise<GroupASweep | undefined> {
  return withinDeadline(client, async () => {
    const ended = client.workflow.list({
      query: 'WorkflowType = "sweepGroupA" AND ExecutionStatus = "Completed"',
      pageSize: 1,
    });
    // Temporal lists first what has ended last.
    for await (const { workflowId, runId } of ended) {
      return client.workflow.getHandle<SweepGroupA>(workflowId, runId).result();
    }
    return undefined;
  });
}
