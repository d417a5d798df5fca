import { TimeStandsStill } from './skipping-clock.js';
import { whatIsPending } from './what-is-pending.js';
import type { World } from './world.js';

/**
 * True if a life has failed because of the server that skips time. It may refuse for good the workflow task that cancels an activity which ends, or
 * is tried again, just then (`ACTIVITY_UNKNOWN`), or that answers an update (`invalid history builder state`), and may skip no more after
 * an undo. A task that fails by the run's own fault, one that never ends included, is in the history as failed.
 */
export async function hasServerGivenUp({ run, did }: World, error: unknown): Promise<boolean> {
  if (error instanceof TimeStandsStill && did.undo === true) return true;
  const { status } = await run.describe();
  const { events } = await run.fetchHistory();
  const hasFailed = events?.some((event) => event.workflowTaskFailedEventAttributes) ?? false;
  const isStuck = whatIsPending(events ?? []).workflowTasks > 0;
  return status.name === 'RUNNING' && isStuck && !hasFailed;
}
