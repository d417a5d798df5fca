/** A number in [0, 1), like `Math.random`. */
export type Random = () => number;

/**
 * A random source that gives the same numbers for the same seed, so that a run with faults drawn by probability can be
 * repeated. Mulberry32: good enough to draw faults, not for anything secret.
 */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
