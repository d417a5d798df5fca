import { randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';
import type { OperatorRequest } from '../contract/operator.js';

/** Asks a run to end. The history shows who wants it and why, for which the handle's own `cancel` has no place. Throws every error of the client. */
export async function cancelRun(
  client: Client,
  workflowId: string,
  { operator, reason }: OperatorRequest,
): Promise<void> {
  await client.workflowService.requestCancelWorkflowExecution({
    namespace: client.options.namespace,
    workflowExecution: { workflowId },
    identity: client.options.identity,
    requestId: randomUUID(),
    reason: `${operator}: ${reason}`,
  });
}
