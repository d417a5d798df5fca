import { status as grpcStatus } from '@grpc/grpc-js';
import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import { oktaUserId } from '../contract/search-attributes.js';
import { grpcCodeOf } from './temporal-errors.js';
import { withinDeadline } from './within-deadline.js';

/** A run that is about a person: an enrollment, a factor, a reaction. */
export interface RunAbout {
  workflowId: string;
  runId: string;
  isRunning: boolean;
}

/**
 * All runs about a person that Temporal keeps, with those that continued as new. Needs no worker. Temporal's lists are some moments behind: a run that
 * they call running is asked for itself.
 */
export async function findRunsAbout(client: Client, userId: string): Promise<RunAbout[]> {
  return withinDeadline(
    client,
    async () => {
      const found: RunAbout[] = [];
      const query = `${oktaUserId.name} = '${userId}'`;
      for await (const { workflowId, runId, status } of client.workflow.list({ query })) {
        const isRunning =
          status.name === 'RUNNING' && (await isStillRunning(client, workflowId, runId));
        found.push({ workflowId, runId, isRunning });
      }
      return found;
    },
    30_000,
  );
}

async function isStillRunning(client: Client, workflowId: string, runId: string): Promise<boolean> {
  try {
    const { status } = await client.workflow.getHandle(workflowId, runId).describe();
    return status.name === 'RUNNING';
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
}

/**
 * Has Temporal delete the histories of closed runs, which it does in the background, within a minute. Repeatable: what is gone is gone.
 *
 * @throws every other error of the client; what was deleted by then stays so
 */
export async function deleteHistories(client: Client, runs: readonly RunAbout[]): Promise<void> {
  const { namespace } = client.options;
  for (const { workflowId, runId } of runs) {
    try {
      await withinDeadline(client, () =>
        client.workflowService.deleteWorkflowExecution({
          ...{ namespace, workflowExecution: { workflowId, runId } },
        }),
      );
    } catch (error) {
      if (grpcCodeOf(error) !== grpcStatus.NOT_FOUND) throw error;
    }
  }
}
