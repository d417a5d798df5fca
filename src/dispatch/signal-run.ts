import { isGrpcServiceError, WorkflowNotFoundError, type WorkflowHandle } from '@temporalio/client';
import type { DispatchOutcome } from '../contract/dispatch-delivery.js';
import { isPhoneVerification, type OktaEvent } from '../contract/okta-event.js';
import {
  activatedSignal,
  mailBouncedSignal,
  profileChangedSignal,
  userRemovedSignal,
  type ActivatedSignal,
} from '../contract/pre-enroll-user.js';
import { preEnrollUserWorkflowId } from '../contract/workflow-ids.js';
import type { Door } from './door.js';
import type { Route } from './routes.js';

type SignalName = Exclude<Route, 'start' | 'react'>;

/**
 * Tells the user's run about the event. The run looks at Okta before it believes anything. Not de-duplicated by Temporal when it
 * is called again: the run knows the events it has seen.
 *
 * @returns `no-run` if the user has no run, or one that has ended: most users of an org never had one. `noise` if the run has been
 *   told the like so often that it is not told again: it looks by itself.
 * @throws every other error of the client
 */
export async function signalRun(
  { client, allowance }: Door,
  signal: SignalName,
  event: OktaEvent,
): Promise<DispatchOutcome> {
  const key = allowanceKey(signal, event);
  if (!allowance.take(key)) return 'noise';
  try {
    await send(client.workflow.getHandle(preEnrollUserWorkflowId(event.userId)), signal, event);
    return 'signaled';
  } catch (error) {
    allowance.giveBack(key);
    if (error instanceof WorkflowNotFoundError) return 'no-run';
    if (isClosedToSignals(error)) return 'noise';
    throw error;
  }
}

/** A verification of the phone has an allowance of its own: it is what a run waits for, and no noise may displace it. */
function allowanceKey(signal: SignalName, event: OktaEvent): string {
  return [event.userId, signal, ...(isPhoneVerification(event) ? ['verified'] : [])].join(' ');
}

async function send(run: WorkflowHandle, signal: SignalName, event: OktaEvent): Promise<void> {
  switch (signal) {
    case 'activated':
      return run.signal(activatedSignal, hintOf(event));
    case 'profileChanged':
      return run.signal(profileChangedSignal, event);
    case 'userRemoved':
      return run.signal(userRemovedSignal, event);
    case 'mailBounced':
      return run.signal(mailBouncedSignal, event);
  }
}

function hintOf({ uuid, eventType, published, outcome, method }: OktaEvent): ActivatedSignal {
  return {
    source: 'okta-event',
    eventId: uuid,
    eventType,
    published,
    outcome,
    ...(method !== undefined && { method }),
  };
}

/**
 * True if the run has had all the signals that Temporal allows it. It can be told nothing more until it continues as new. Temporal has no
 * code of its own for it.
 */
export function isClosedToSignals(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return (
    isGrpcServiceError(cause) &&
    cause.details === 'exceeded workflow execution limit for signal events'
  );
}
