import { WorkflowNotFoundError } from '@temporalio/client';
import type { DispatchOutcome } from '../contract/dispatch-delivery.js';
import type { OktaEvent } from '../contract/okta-event.js';
import { factorActivatedSignal, type ReactToFactorActivation } from '../contract/reaction.js';
import { oktaUserId } from '../contract/search-attributes.js';
import { taskQueue } from '../contract/task-queues.js';
import { reactionWorkflowId } from '../contract/workflow-ids.js';
import type { Door } from './door.js';
import { isClosedToSignals } from './signal-run.js';
import { startOnce } from './start-once.js';

/**
 * Starts the run that reacts to a factor that somebody has activated, or tells the one of the same act. Repeatable: a run knows the events it has seen.
 *
 * @param reactionId of another run that the event belongs to; the event's own unless given
 * @returns `ignored` where there are no reactions; `duplicate` if the act's run has ended: before it ended it looked at all of the act
 * @throws every error of the client but those
 */
export async function reactToEvent(
  { client, allowance, reactions }: Door,
  event: OktaEvent,
  reactionId?: string,
): Promise<DispatchOutcome> {
  if (reactions === undefined) return 'ignored';
  const id = reactionId ?? reactionWorkflowId(event, reactions.windowMs);
  const started = await startOnce<ReactToFactorActivation>(client, 'reactToFactorActivation', {
    ...{ workflowId: id, taskQueue },
    args: [{ reactionId: id, event, ...reactions }],
    staticSummary: 'Reacts to a factor that was activated',
    typedSearchAttributes: [{ key: oktaUserId, value: event.userId }],
  });
  if (started === 'started') return 'started';
  if (!allowance.take(id)) return 'noise';
  try {
    await client.workflow.getHandle(id).signal(factorActivatedSignal, event);
    return 'signaled';
  } catch (error) {
    allowance.giveBack(id);
    if (error instanceof WorkflowNotFoundError) return 'duplicate';
    if (isClosedToSignals(error)) return 'noise';
    throw error;
  }
}
