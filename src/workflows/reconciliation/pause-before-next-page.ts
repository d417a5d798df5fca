/**
 * How long to wait before the next page, in milliseconds, so that no more than our share of the log's rate limit is ever used. What
 * others use counts against the share too: there is no telling it apart.
 *
 * @param rateLimit what Okta said with the last page; absent where it said nothing
 * @param share above 0, at most 1
 */
export function pauseBeforeNextPage(
  rateLimit: { limit: number; remaining: number; secondsToReset: number } | undefined,
  share: number,
): number {
  if (rateLimit === undefined) return 0;
  const { limit, remaining, secondsToReset } = rateLimit;
  const used = limit - remaining;
  if (used + 1 <= limit * share) return 0;
  // Okta names whole seconds: a second more, and it is over. A window takes a minute; what is far from that is a wrong clock.
  return Math.min(Math.max(secondsToReset + 1, 1), 120) * 1000;
}
