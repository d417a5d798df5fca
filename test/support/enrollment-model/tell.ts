import { WorkflowNotFoundError } from '@temporalio/client';
import { taskQueue } from '../../../src/contract/task-queues.js';
import { dispatchEvents } from '../../../src/dispatch/dispatch-events.js';
import { createSignalAllowance } from '../../../src/dispatch/signal-allowance.js';
import { sortEvents } from '../../../src/dispatch/sort-events.js';
import { eventByServer } from './okta-by-clock.js';
import type { World } from './world.js';

/** Brings the latest of what Okta wrote down through the product's own door. What was brought before comes again. */
export async function tellLatest(
  { client, okta, clock }: Pick<World, 'client' | 'okta' | 'clock'>,
  count: number,
): Promise<void> {
  const events = okta.org.log.entries
    .slice(-count)
    .map(({ event }) => eventByServer(event, clock.byServer));
  const door = { client, taskQueue, allowance: createSignalAllowance() };
  await dispatchEvents(door, sortEvents(events).due);
}

/** Sends a signal to a run that may have ended. */
export async function tell(signal: Promise<void>): Promise<void> {
  try {
    await signal;
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error;
  }
}
