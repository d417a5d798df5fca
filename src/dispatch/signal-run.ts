import { WorkflowNotFoundError } from '@temporalio/client';
import type { SignalDefinition } from '@temporalio/common';
import type { DispatchOutcome } from '../contract/dispatch-delivery.js';
import type { OktaEvent } from '../contract/okta-event.js';
import {
  activatedSignal,
  profileChangedSignal,
  userRemovedSignal,
} from '../contract/pre-enroll-user.js';
import { preEnrollUserWorkflowId } from '../contract/workflow-ids.js';
import type { Door } from './door.js';

/** Hints to the user's run that the person may have activated. The run looks at Okta before it believes it. */
export async function signalActivated(door: Door, event: OktaEvent): Promise<DispatchOutcome> {
  const { uuid, eventType, published, outcome, method } = event;
  return signalRun(door, event.userId, activatedSignal, {
    source: 'okta-event',
    eventId: uuid,
    eventType,
    published,
    outcome,
    ...(method !== undefined && { method }),
  });
}

export async function signalProfileChanged(door: Door, event: OktaEvent): Promise<DispatchOutcome> {
  return signalRun(door, event.userId, profileChangedSignal, event);
}

export async function signalUserRemoved(door: Door, event: OktaEvent): Promise<DispatchOutcome> {
  return signalRun(door, event.userId, userRemovedSignal, event);
}

/**
 * Not de-duplicated by Temporal when it is called again: the run knows the events it has seen.
 *
 * @returns `no-run` if the user has no run, or one that has ended: most users of an org never had one
 * @throws every other error of the client
 */
async function signalRun<Args extends unknown[]>(
  { client }: Door,
  userId: string,
  signal: SignalDefinition<Args>,
  ...args: Args
): Promise<DispatchOutcome> {
  try {
    await client.workflow.getHandle(preEnrollUserWorkflowId(userId)).signal(signal, ...args);
    return 'signaled';
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return 'no-run';
    throw error;
  }
}
