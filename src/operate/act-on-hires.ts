import pMap from 'p-map';
import type { ActOutcome, HireRuns } from './hire-runs.js';
import type { OperatorAction } from './operator-action.js';

export type ActedHire = ActOutcome & { userId: string };

export interface ActOnHiresOptions {
  bySignal: boolean;
  /** As soon as it is known, hire by hire. */
  onOutcome: (hire: ActedHire) => void;
}

/** How many are asked at once: enough to be quick, and no burst that Okta's rate limits would feel. */
const concurrency = 10;

/**
 * Asks many runs for the same. What stops one for want of a worker or of Temporal stops all: the rest are not tried, and count as failed. Repeatable:
 * what is done already is refused the next time.
 */
export async function actOnHires(
  runs: Pick<HireRuns, 'act'>,
  userIds: readonly string[],
  toAction: (userId: string) => OperatorAction,
  { bySignal, onOutcome }: ActOnHiresOptions,
): Promise<ActedHire[]> {
  let stoppedBy: (ActOutcome & { outcome: 'failed' }) | undefined;

  async function act(userId: string): Promise<ActedHire> {
    if (stoppedBy) return { userId, ...stoppedBy, problem: `not tried: ${stoppedBy.problem}` };
    const outcome = await runs.act(userId, toAction(userId), { bySignal });
    if (outcome.outcome === 'failed' && outcome.because !== 'other') stoppedBy = outcome;
    return { userId, ...outcome };
  }

  return pMap(
    userIds,
    async (userId) => {
      const acted = await act(userId);
      onOutcome(acted);
      return acted;
    },
    { concurrency },
  );
}
