/** How many calls may be under way at once; a fraction counts when it has grown to a whole call. */
export interface Concurrency {
  allowed: number;
  /** After Okta has refused: nothing goes out before. */
  heldUntil: number;
}

/** Half of what was allowed, after Okta has refused a call for being one too many. */
export function afterTooMany(concurrency: Concurrency, heldUntil: number): Concurrency {
  return { allowed: Math.max(concurrency.allowed / 2, 1), heldUntil };
}

/** A tenth of a call more, up to what is configured, for each answer that was none of these. */
export function afterAnswer(concurrency: Concurrency, most: number): Concurrency {
  return { ...concurrency, allowed: Math.min(concurrency.allowed + 0.1, most) };
}

/** What one of the workers may have of the configured calls at once: at least one. */
export function concurrencyOf(configured: number, workers: number): number {
  return Math.max(Math.floor(configured / workers), 1);
}
