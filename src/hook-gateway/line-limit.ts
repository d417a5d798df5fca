export interface LineLimit {
  /**
   * How many lines were left out since the last one; undefined if this one is left out, too, because its second has had its lines.
   */
  next(): number | undefined;
}

/**
 * Bounds the lines that strangers can write into the log: whoever finds the address could fill the disk otherwise.
 *
 * @param now a clock in milliseconds that never goes back
 */
export function createLineLimit({
  perSecond = 10,
  now = () => performance.now(),
}: { perSecond?: number; now?: () => number } = {}): LineLimit {
  let beganAt = -Infinity;
  let lines = 0;
  let leftOut = 0;

  return {
    next() {
      if (now() - beganAt >= 1_000) {
        beganAt = now();
        lines = 0;
      }
      if (lines >= perSecond) {
        leftOut += 1;
        return undefined;
      }
      lines += 1;
      const before = leftOut;
      leftOut = 0;
      return before;
    },
  };
}
