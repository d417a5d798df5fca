import type { ActivitySlotInfo, CustomSlotSupplier } from '@temporalio/worker';
import type { QueuedBucket } from './contract/task-queues.js';
import type { OktaPacer } from './okta/pacing/create-pacer.js';

/** How many activities of one bucket this process has at once. */
const mostSlots = 10;

/** A task is fetched when its turn is nearer than this: what waits longer waits in Temporal, where what is more urgent overtakes it. */
export const horizonMs = 4_000;

/** In case that something changes that nobody tells us of. */
const longestPauseMs = 1_000;
const shortestPauseMs = 20;

interface Request {
  grant: (permit: object) => void;
  isAborted: () => boolean;
}

/**
 * Hands out the slots of a bucket's queue. One that is handed out fetches a task; so none is while Okta's rate limit leaves no room, and a backlog stays
 * in Temporal instead of coming here to be sent back.
 */
export function createPacedSlots(
  pacer: Pick<OktaPacer, 'waitFor'>,
  bucket: QueuedBucket,
): CustomSlotSupplier<ActivitySlotInfo> {
  let requests: Request[] = [];
  /** Fetching, or about to. */
  let fetching = 0;
  let busy = 0;
  let timer: NodeJS.Timeout | undefined;
  const used = new WeakSet();

  function pause(): number {
    return fetching + busy >= mostSlots ? Infinity : pacer.waitFor(bucket, fetching) - horizonMs;
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
    },
    releaseSlot({ permit }) {
      if (used.delete(permit)) busy -= 1;
      else fetching -= 1;
      grantAll();
    },
  };
}
