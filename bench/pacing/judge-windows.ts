import type { RateLimitWindow } from '../../okta-emulator/rate-limit-windows.js';

/** A window of one of Okta's rate limits, as the emulator reports it. */
export type ReportedWindow = Omit<RateLimitWindow, 'began' | 'ends'> & {
  began: string;
  ends: string;
};

/** What a worker is told that it may use, as parts of Okta's limit. */
export interface Budget {
  share: number;
  /** What is to be left of the limit, whoever uses the rest. */
  reserve: number;
}

const ourName = 'unnamed';

function ourCalls({ clients }: ReportedWindow): number {
  return clients[ourName]?.used ?? 0;
}

export function ourRefusals({ clients }: ReportedWindow): number {
  return clients[ourName]?.refused ?? 0;
}

/** The bucket of which our calls took the largest part of the limit: the one that makes a backlog wait. */
export function bindingBucket(windows: readonly ReportedWindow[]): string {
  const parts = new Map<string, number>();
  for (const window of windows) {
    const part = ourCalls(window) / window.limit;
    parts.set(window.bucket, (parts.get(window.bucket) ?? 0) + part);
  }
  const [most] = [...parts].sort(([, one], [, other]) => other - one);
  if (most === undefined) throw new RangeError('There are no windows.');
  return most[0];
}

/**
 * Those windows of a bucket in which there certainly was a backlog: they began after our first call was on its way, and after their end came
 * as many more of our calls as the share of one window.
 *
 * @param since when our first call was received
 */
export function windowsWithBacklog(
  windows: readonly ReportedWindow[],
  { share }: Budget,
  since: Date,
): ReportedWindow[] {
  let later = 0;
  return windows
    .toReversed()
    .filter((window) => {
      const hadBacklog = later >= window.limit * share;
      later += ourCalls(window);
      return hadBacklog && new Date(window.began) >= since;
    })
    .reverse();
}

/** How many calls we may have made: our share, or what the others left of the limit without the reserve, if that is less. */
export function allowedCalls(window: ReportedWindow, { share, reserve }: Budget): number {
  const { limit, used } = window;
  const others = used - ourCalls(window);
  return Math.max(Math.min(share * limit, (1 - reserve) * limit - others), 0);
}

/** Such as `58/60 57/60, others 3`: what we used of what was allowed, window by window. */
export function describeWindows(windows: readonly ReportedWindow[], budget: Budget): string {
  return windows
    .map((window) => {
      const [ours, allowed] = [ourCalls(window), Math.floor(allowedCalls(window, budget))];
      const others = window.used - ours;
      const refused = window.refused > 0 ? ` (${window.refused} refused)` : '';
      return `${ours}/${allowed}${others > 0 ? ` beside ${others}` : ''}${refused}`;
    })
    .join(', ');
}

/**
 * Calls made by calls allowed, over all windows together; not a number without any. What is more than allowed in one window, because others
 * came after us, does not make up for less in another.
 */
export function budgetShare(windows: readonly ReportedWindow[], budget: Budget): number {
  const made = windows.reduce(
    (sum, window) => sum + Math.min(ourCalls(window), allowedCalls(window, budget)),
    0,
  );
  const allowed = windows.reduce((sum, window) => sum + allowedCalls(window, budget), 0);
  return made / allowed;
}

/** How many of our calls were more than our share of their window. */
export function callsAboveShare(windows: readonly ReportedWindow[], { share }: Budget): number {
  return windows.reduce(
    (sum, window) => sum + Math.max(ourCalls(window) - share * window.limit, 0),
    0,
  );
}
