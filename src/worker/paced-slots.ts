import { setTimeout as sleep } from 'node:timers/promises';
import type { ActivitySlotInfo, CustomSlotSupplier } from '@temporalio/worker';

/** A task is fetched when its turn is nearer than this: what waits longer waits in Temporal, where what is more urgent overtakes it. */
export const horizonMs = 4_000;

/** In case that something changes that nobody tells us of. */
const longestPauseMs = 1_000;
const shortestPauseMs = 20;

/** A poll that finds a backlog is answered by then; what still waits finds none, and may be broken off. */
const drainMs = 500;

interface Request {
  grant: (permit: object) => void;
  isAborted: () => boolean;
}

export interface PacedSlots extends CustomSlotSupplier<ActivitySlotInfo> {
  /**
   * Hands out no slot any more. Resolves when all that were handed out have fetched their task, or after half a second. A worker that is shut down breaks off its polls, and a task that
   * Temporal has just given to one is begun by nobody until its time is up.
   */
  drain: () => Promise<void>;
}

/**
 * Hands out the slots of an activity queue. One that is handed out fetches a task; so none is while Okta's rate limit leaves no room, and a backlog stays
 * in Temporal instead of coming here to be sent back.
 *
 * @param mostSlots how many activities of the queue this process has at once
 * @param waitFor in how many milliseconds the turn of the next task comes, behind so many others
 */
export function createPacedSlots(
  mostSlots: number,
  waitFor: (ahead: number) => number,
): PacedSlots {
  let requests: Request[] = [];
  /** Fetching, or about to. */
  let fetching = 0;
  let busy = 0;
  let timer: NodeJS.Timeout | undefined;
  let isDraining = false;
  let drained: () => void = () => undefined;
  const used = new WeakSet();

  function pause(): number {
    return isDraining || fetching + busy >= mostSlots ? Infinity : waitFor(fetching) - horizonMs;
  }

  function reserve(): object {
    fetching += 1;
    return {};
  }

  function grantAll(): void {
    clearTimeout(timer);
    timer = undefined;
    requests = requests.filter(({ isAborted }) => !isAborted());
    for (;;) {
      const [request] = requests;
      if (request === undefined) return;
      const wait = pause();
      if (wait > 0) {
        const after = Math.min(Math.max(wait, shortestPauseMs), longestPauseMs);
        timer = setTimeout(grantAll, after);
        timer.unref();
        return;
      }
      requests.shift();
      request.grant(reserve());
    }
  }

  return {
    type: 'custom',
    reserveSlot(_context, aborted) {
      return new Promise((grant, reject) => {
        aborted.addEventListener('abort', () => {
          // Any other error would be logged by the SDK, at every shutdown.
          reject(aborted.reason as Error);
        });
        requests.push({ grant, isAborted: () => aborted.aborted });
        grantAll();
      });
    },
    tryReserveSlot: () => (pause() > 0 ? null : reserve()),
    markSlotUsed({ permit }) {
      used.add(permit);
      fetching -= 1;
      busy += 1;
      if (fetching === 0) drained();
    },
    releaseSlot({ permit }) {
      if (used.delete(permit)) busy -= 1;
      else fetching -= 1;
      if (fetching === 0) drained();
      grantAll();
    },
    async drain() {
      isDraining = true;
      if (fetching === 0) return;
      const haveFetched = new Promise<void>((resolve) => {
        drained = resolve;
      });
      await Promise.race([haveFetched, sleep(drainMs)]);
    },
  };
}
