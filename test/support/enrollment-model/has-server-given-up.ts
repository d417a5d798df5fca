import { TimeStandsStill } from './skipping-clock.js';
import { whatIsPending } from './what-is-pending.js';
import type { World } from './world.js';

/**
 * True if a life has failed because of the server that skips time. It refuses the workflow task which cancels an activity that ends, or is tried
 * again, just then (`ACTIVITY_UNKNOWN`), for good, or stops skipping. Only an undo cancels activities: whatever else stands still is the run's fault.
 */
export async function hasServerGivenUp({ run, did }: World, error: unknown): Promise<boolean> {
  if (did.undo !== true) return false;
  if (error instanceof TimeStandsStill) return true;
  const { status } = await run.describe();
  const { events = [] } = await run.fetchHistory();
  // A task that fails in the run's own code is in the history.
  const hasFailed = events?.some((event) => event.workflowTaskFailedEventAttributes) ?? false;
  const isStuck = whatIsPending(events ?? []).workflowTasks > 0;
  return status.name === 'RUNNING' && isStuck && !hasFailed;
}
