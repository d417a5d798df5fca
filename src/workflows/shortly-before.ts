/** What Okta's clock may have said at a time of Temporal's, which is now unless given. */
export function shortlyBefore(time: string | number = Date.now()): string {
  const clockDifferenceMs = 5 * 60_000;
  return new Date(new Date(time).getTime() - clockDifferenceMs).toISOString();
}
