import { WithStartWorkflowOperation, type Client } from '@temporalio/client';
import { joinStormUpdate, type ReactionStorm } from '../../src/contract/reaction.js';
import { taskQueue } from '../../src/contract/task-queues.js';
import { reactionStormWorkflowId } from '../../src/contract/workflow-ids.js';

/** A storm in which so many have tickets of their own, and that lasts some seconds. */
const storm = { more: 50, withinMs: 6_000 };

/** The reaction of that number joins the storm, as the activity does. */
export async function joinStorm(client: Client, number: number): Promise<'own' | 'listed'> {
  const start = new WithStartWorkflowOperation<ReactionStorm>('reactionStorm', {
    ...{ workflowId: reactionStormWorkflowId, workflowIdConflictPolicy: 'USE_EXISTING' },
    ...{ taskQueue, args: [storm] },
  });
  const entry = {
    ...{ reactionId: `reaction:${number}`, userId: '00u00000000000000one', factor: 'sms' },
    ...{ published: '2026-11-01T00:00:00.000Z', actorKind: 'self' },
  } as const;
  return client.workflow.executeUpdateWithStart(joinStormUpdate, {
    ...{ args: [entry], startWorkflowOperation: start },
  });
}
