export interface Admission {
  /** Takes a place among the deliveries in flight; undefined if none is left. A place is left exactly once. */
  enter(): LeavePlace | undefined;
}

/** @param isTaken whether Temporal took the delivery */
export type LeavePlace = (isTaken: boolean) => void;

export interface AdmissionOptions {
  /** The limit never goes beyond it, and begins there. */
  maxInFlight: number;
  /** How long a delivery may take to be made durable. */
  withinMs: number;
  /** A clock in milliseconds that never goes back. */
  now?: () => number;
}

// What varies around the average shall still be in time.
const budgetShare = 0.5;
// One delivery that was quick or slow by chance shall not decide alone.
const smoothing = 0.25;

/**
 * Limits the deliveries in flight to as many as Temporal finishes in half of their time. By Little's law a delivery that was one of
 * `n` in flight and took `t` shows that `n * budget / t` can be finished within the budget, or more where calls do not wait for
 * each other. So one within the budget raises the limit only; one beyond it lowers it; and one that missed its deadline lowers it at
 * once. While nothing is taken, one at a time is let in as a probe, and the first that is quick opens the way again.
 */
export function createAdmission({
  maxInFlight,
  withinMs,
  now = () => performance.now(),
}: AdmissionOptions): Admission {
  const budgetMs = withinMs * budgetShare;
  let limit = maxInFlight;
  let inFlight = 0;

  function learn(finishable: number, isLate: boolean, isTaken: boolean): void {
    if (isTaken && (isLate || finishable > limit)) limit += (finishable - limit) * smoothing;
    // A call that failed before it was late says nothing about the time that it would have taken.
    if (!isTaken && isLate) limit = Math.min(limit, finishable);
    limit = Math.max(1, limit);
  }

  return {
    enter() {
      if (inFlight >= Math.round(limit)) return undefined;
      inFlight += 1;
      const together = inFlight;
      const enteredAt = now();
      return (isTaken) => {
        const elapsedMs = Math.max(1, now() - enteredAt);
        const finishable = Math.min((together * budgetMs) / elapsedMs, maxInFlight);
        inFlight -= 1;
        learn(finishable, elapsedMs > budgetMs, isTaken);
      };
    },
  };
}
