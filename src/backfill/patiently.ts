import { setTimeout as sleep } from 'node:timers/promises';
import { OktaApiError } from '../okta/okta-errors.js';

/** Told how long it is waited for Okta's limit, in seconds. */
export type OnWait = (seconds: number) => void;

/** Calls Okta, and again after the bucket's reset where it refuses because of a rate limit. Every other error is the caller's. */
export async function patiently<T>(call: () => Promise<T>, onWait: OnWait): Promise<T> {
  for (;;) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof OktaApiError) || error.status !== 429) throw error;
      const seconds = secondsToWait(error);
      onWait(seconds);
      await sleep(seconds * 1_000);
    }
  }
}

/** By Okta's own formula: a second more for the two clocks. With too many calls at once its reset is a guess, and a short pause is enough. */
function secondsToWait({ rateLimit }: OktaApiError): number {
  if (rateLimit === undefined) return 10;
  if (rateLimit.limit === 0) return 2;
  return Math.min(Math.max(rateLimit.secondsToReset + 1, 1), 120);
}
