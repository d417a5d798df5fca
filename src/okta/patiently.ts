import { setTimeout as sleep } from 'node:timers/promises';
import { OktaApiError, OktaPacedError } from './okta-errors.js';
import { isConcurrencyLimit, resetDelay } from './pacing/rate-headers.js';

/** Told how long it is waited for Okta's limit, in seconds. */
export type OnWait = (seconds: number) => void;

/**
 * Calls Okta, and again after the bucket's reset where a rate limit holds the call back, or shortly after where Okta is still busy with the order of policies. Every
 * other error is the caller's.
 */
export async function patiently<T>(call: () => Promise<T>, onWait: OnWait): Promise<T> {
  for (;;) {
    try {
      return await call();
    } catch (error) {
      const seconds = secondsToWait(error);
      if (seconds === undefined) throw error;
      onWait(seconds);
      await sleep(seconds * 1_000);
    }
  }
}

/** With too many calls at once Okta's reset is a guess, and a short pause is enough. */
function secondsToWait(error: unknown): number | undefined {
  if (error instanceof OktaPacedError) return error.delayMs / 1_000;
  if (!(error instanceof OktaApiError)) return undefined;
  if (error.errorCode === 'E0000239') return 2;
  if (error.status !== 429) return undefined;
  const { rateLimit } = error;
  if (rateLimit === undefined) return 10;
  if (isConcurrencyLimit(rateLimit)) return 2;
  return resetDelay(rateLimit.secondsToReset * 1_000) / 1_000;
}
