import { OktaApiError, OktaTokenRefusedError } from '../okta-errors.js';
import { resetDelay } from '../pacing/rate-headers.js';
import type { TokenGrant } from './token-request.js';

export interface CachedToken extends TokenGrant {
  /** In milliseconds, by the cache's clock. */
  obtainedAt: number;
}

export interface TokenCache {
  /** A token that is good for some time yet. Rejects as the request for one does. */
  current(): Promise<CachedToken>;
  /** Another token than one that Okta has refused; undefined if that one is so new that another would be refused too. */
  replace(refused: CachedToken): Promise<CachedToken | undefined>;
}

interface TokenCacheOptions {
  requestToken: () => Promise<TokenGrant>;
  /** Is told when a token could not be renewed in time; the old one is used on. */
  renewalFailed: (error: unknown) => void;
  /** In milliseconds; never goes back. */
  now?: () => number;
}

/** Renewed so long before its end, or in the last fifth of a short life. */
const renewalMs = 5 * 60_000;
/** Not used for what may still be under way when it ends. */
const marginMs = 30_000;
/** A token of less age is not to blame for a 401. */
const newMs = 10_000;

/** The one token, in memory only. However many ask, there is one request at a time, and none shortly after one that failed. */
export function createTokenCache({
  requestToken,
  renewalFailed,
  now = () => performance.now(),
}: TokenCacheOptions): TokenCache {
  let token: CachedToken | undefined;
  let underWay: Promise<CachedToken> | undefined;
  let failure: { error: Error; until: number } | undefined;

  const isHeld = () => failure !== undefined && now() < failure.until;

  async function obtain(): Promise<CachedToken> {
    try {
      token = { ...(await requestToken()), obtainedAt: now() };
      failure = undefined;
      return token;
    } catch (error) {
      if (error instanceof Error) failure = { error, until: now() + holdOf(error) };
      throw error;
    } finally {
      underWay = undefined;
    }
  }

  function renew(): Promise<CachedToken> {
    if (failure && isHeld()) return Promise.reject(failure.error);
    return (underWay ??= obtain());
  }

  return {
    async current() {
      if (token === undefined || leftOf(token, now()) <= marginOf(token)) return renew();
      const isDue = leftOf(token, now()) <= Math.min(renewalMs, token.lifetimeMs / 5);
      if (isDue && underWay === undefined && !isHeld()) renew().catch(renewalFailed);
      return token;
    },

    async replace(refused) {
      if (token !== undefined && token !== refused) return token;
      if (now() - refused.obtainedAt < newMs) return undefined;
      token = undefined;
      return renew();
    },
  };
}

function leftOf({ obtainedAt, lifetimeMs }: CachedToken, now: number): number {
  return obtainedAt + lifetimeMs - now;
}

function marginOf({ lifetimeMs }: CachedToken): number {
  return Math.min(marginMs, lifetimeMs / 10);
}

/** For how long a failure is told to everybody without asking again: the endpoint is the whole org's. */
function holdOf(error: Error): number {
  if (error instanceof OktaTokenRefusedError) return 2_000;
  if (error instanceof OktaApiError)
    return resetDelay((error.rateLimit?.secondsToReset ?? 0) * 1_000);
  return 1_000;
}
