import type { Bucket, Limits } from './rate-limits.js';

/** How many requests were counted, and how many of them were refused: `used` does not hold those. */
interface Count {
  used: number;
  refused: number;
}

/** One window of one bucket. */
export interface RateLimitWindow extends Count {
  bucket: Bucket;
  began: Date;
  ends: Date;
  /** The one that held last, where it was changed within the window. */
  limit: number;
  /** The same counts by who asked: see `clientName`. */
  clients: Record<string, Count>;
}

export interface RateLimitWindows {
  /** Counts one request. `isRefused`: it is over the limit. */
  count(bucket: Bucket, client: string): { window: RateLimitWindow; isRefused: boolean };
  /** The latest windows of all buckets, those that last among them, in the order in which they began. */
  list(): readonly RateLimitWindow[];
}

/** A run of an hour with windows of ten seconds, in every bucket. */
const mostKept = 2_500;

/**
 * Counts the requests of each bucket. A window begins with its first request and ends at a whole second, because that is what
 * `X-Rate-Limit-Reset` can name: the one nearest to its end, so that a window lasts as long as it should on average, and a busy bucket,
 * whose windows follow each other without a pause, lets no fewer requests pass than its limit says.
 */
export function createRateLimitWindows(limits: Limits): RateLimitWindows {
  const current = new Map<Bucket, RateLimitWindow>();
  const kept: RateLimitWindow[] = [];

  function windowOf(bucket: Bucket): RateLimitWindow {
    const now = Date.now();
    const known = current.get(bucket);
    if (known && known.ends.getTime() > now) return known;
    const window = {
      ...{ bucket, began: new Date(now), limit: limits.perWindow[bucket] },
      ends: new Date(Math.round(now / 1000 + limits.windowSeconds) * 1000),
      ...{ used: 0, refused: 0, clients: {} },
    };
    current.set(bucket, window);
    kept.push(window);
    if (kept.length > mostKept) kept.shift();
    return window;
  }

  return {
    count(bucket, client) {
      const window = windowOf(bucket);
      window.limit = limits.perWindow[bucket];
      const isRefused = window.used >= window.limit;
      const ofClient = (window.clients[client] ??= { used: 0, refused: 0 });
      for (const count of [window, ofClient]) count[isRefused ? 'refused' : 'used'] += 1;
      return { window, isRefused };
    },
    list: () => kept,
  };
}
