const windowMs = 5 * 60 * 1000;

/** Counts what somebody has tried within the last five minutes: Okta's limits for factors are about such a window. */
export interface RecentAttempts {
  /** Notes one more. */
  note(what: string): void;
  count(what: string): number;
}

export function createRecentAttempts(): RecentAttempts {
  const attempts = new Map<string, number[]>();

  function recent(what: string): number[] {
    const since = Date.now() - windowMs;
    return (attempts.get(what) ?? []).filter((at) => at > since);
  }

  return {
    note(what) {
      attempts.set(what, [...recent(what), Date.now()]);
    },
    count: (what) => recent(what).length,
  };
}
