import { LRUCache } from 'lru-cache';

/** How often a run may be told the like before more of it is noise. */
export interface SignalAllowance {
  /** Takes one from what is left for the key in its hour, which begins with the first; false if nothing is left. */
  take(key: string): boolean;
  /** Gives back what was taken for a signal that did not reach a run. */
  giveBack(key: string): void;
}

/**
 * Counts per key and hour, in this process alone, for the keys used last. A signal costs Temporal an event of the run's history, and
 * 10,000 of them close a run to signals for ever.
 */
export function createSignalAllowance({
  perHour = 60,
  clock,
}: { perHour?: number; clock?: { now: () => number } } = {}): SignalAllowance {
  const taken = new LRUCache<string, number>({
    max: 20_000,
    ttl: 60 * 60_000,
    noUpdateTTL: true,
    ttlResolution: 0,
    ...(clock && { perf: clock }),
  });
  return {
    take(key) {
      const count = (taken.get(key) ?? 0) + 1;
      taken.set(key, count);
      return count <= perHour;
    },
    giveBack(key) {
      taken.set(key, (taken.get(key) ?? 1) - 1);
    },
  };
}
