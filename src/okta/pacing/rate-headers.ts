/** What an answer of Okta's says about the bucket that the request counted against. */
export interface RateHeaders {
  limit: number;
  remaining: number;
  /** When the window ends, and when the answer was made, by Okta's clock; milliseconds. */
  reset: number;
  date: number;
}

/** Undefined where Okta does not tell, or tells no numbers. A header that comes twice counts once. */
export function readRateHeaders(headers: Headers): RateHeaders | undefined {
  const number = (name: string) => Number.parseInt(headers.get(name) ?? '', 10);
  const told = {
    limit: number('x-rate-limit-limit'),
    remaining: number('x-rate-limit-remaining'),
    reset: number('x-rate-limit-reset') * 1_000,
    date: Date.parse(headers.get('date') ?? ''),
  };
  return Object.values(told).some(Number.isNaN) ? undefined : told;
}

/** The org-wide limit of calls at once is told as a limit of 0; it is no window, and its reset is only a guess of Okta's. */
export function isConcurrencyLimit({ limit }: { limit: number }): boolean {
  return limit === 0;
}

const longestWindowMs = 120_000;

/** False if it cannot be a window of Okta's, which last a minute: already over, or far in the future. */
export function isWindow({ limit, remaining, reset, date }: RateHeaders): boolean {
  const left = reset - date;
  return limit > 0 && remaining >= 0 && left >= -1_000 && left <= longestWindowMs;
}

/**
 * How long to stay away after a 429, in milliseconds, by Okta's own formula: the reset less its `Date`, and a second for the two clocks; within
 * 1 to 120 seconds.
 *
 * @param left the reset less the `Date`, in milliseconds
 */
export function resetDelay(left: number): number {
  return Math.min(Math.max(left + 1_000, 1_000), longestWindowMs);
}
