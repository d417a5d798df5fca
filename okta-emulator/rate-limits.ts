import type { RequestHandler, Response } from 'express';
import { apiCaller } from './authentication.js';
import { clientName } from './caller.js';
import { OktaError } from './errors.js';
import type { RateLimitWindows } from './rate-limit-windows.js';
import type { Org } from './state/org.js';

/** Requests per window that one API token may make. */
export type RateLimits = Record<Bucket, number>;
export type Bucket = (typeof buckets)[number]['name'] | 'token' | 'other';

/** Okta's buckets; the first that fits counts, `other` where none does, and `token` for the token endpoint. Paths are below `/api/v1`. */
const buckets = [
  { name: 'logs', methods: /./, path: /^\/logs$/ },
  { name: 'getUser', methods: /^GET$/, path: /^\/users\/[^/]+$/ },
  { name: 'changeUser', methods: /^(POST|PUT|DELETE)$/, path: /^\/users\/[^/]+$/ },
  { name: 'users', methods: /./, path: /^\/users(\/|$)/ },
  { name: 'group', methods: /./, path: /^\/groups\/[^/]+$/ },
  { name: 'groups', methods: /./, path: /^\/groups(\/|$)/ },
] as const;

/** What one token gets of a workforce org's limits: half of the numbers that Okta published until December 2025. */
export const defaultRateLimits: RateLimits = {
  logs: 60,
  getUser: 1000,
  changeUser: 300,
  users: 300,
  group: 500,
  groups: 250,
  token: 600,
  other: 600,
};

/** The same for every bucket. */
export function rateLimitsOf(perWindow: number): RateLimits {
  const limits = Object.keys(defaultRateLimits).map((bucket) => [bucket, perWindow]);
  return Object.fromEntries(limits) as RateLimits;
}

/** All limits of the org. They may be changed at any time, and hold from the next request on. */
export interface Limits {
  perWindow: RateLimits;
  windowSeconds: number;
  /** API requests under way at the same time. */
  concurrency: number;
}

/**
 * Counts requests per bucket, and refuses what is over the limit with 429 E0000047 until the window ends. Every answer says what is
 * left, with the end of the window in seconds of the Unix epoch. All clients share the limit, whatever name they give, and so do the API
 * token and all apps, each of which has its own share with Okta.
 *
 * @param only the bucket of all requests; without it each request's own.
 */
export function limitRate(org: Org, windows: RateLimitWindows, only?: Bucket): RequestHandler {
  return (req, res, next) => {
    const bucket = only ?? bucketOf(req.method, req.path);
    const { window, isRefused } = windows.count(bucket, clientName(req));
    const { limit, used, ends, refused } = window;
    setRateLimitHeaders(res, {
      limit,
      remaining: Math.max(limit - used, 0),
      reset: Math.round((ends.getTime() + org.settings.clockSkewMs) / 1000),
    });
    if (isRefused && refused === 1) {
      org.log.record({
        eventType: 'system.org.rate_limit.violation',
        ...(bucket !== 'token' && { caller: apiCaller(res) }),
        target: [],
      });
    }
    if (isRefused) throw new OktaError('E0000047');
    next();
  };
}

/** Refuses what comes while `limits.concurrency` API requests are under way, with Okta's sign for it: a limit of 0 and 0 remaining. */
export function limitConcurrency(org: Org, limits: Limits): RequestHandler {
  let underWay = 0;
  return (_req, res, next) => {
    underWay += 1;
    res.on('close', () => {
      underWay -= 1;
    });
    if (underWay > limits.concurrency) {
      org.log.record({ eventType: 'core.concurrency.org.limit.violation', target: [] });
      setRateLimitHeaders(res, {
        limit: 0,
        remaining: 0,
        reset: Math.ceil(Date.now() / 1000) + 60,
      });
      throw new OktaError('E0000047');
    }
    next();
  };
}

/** @param reset in seconds of the Unix epoch. */
export function setRateLimitHeaders(
  res: Response,
  { limit, remaining, reset }: { limit: number; remaining: number; reset: number },
): void {
  res.set({
    'x-rate-limit-limit': String(limit),
    'x-rate-limit-remaining': String(remaining),
    'x-rate-limit-reset': String(reset),
  });
}

/** @param path below `/api/v1`, without its query. */
export function bucketOf(method: string, path: string): Bucket {
  const found = buckets.find((bucket) => bucket.methods.test(method) && bucket.path.test(path));
  return found?.name ?? 'other';
}
