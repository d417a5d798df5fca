import { queuedBuckets, type QueuedBucket } from '../contract/task-queues.js';
import { getJson, type OktaHttp } from './get-json.js';
import { OktaApiError, type RateLimit } from './okta-errors.js';
import { readRateLimit } from './request-executor.js';

/** The cheapest request that counts against each of the buckets. */
const requests: Record<QueuedBucket, string> = {
  users: '/api/v1/users?limit=1',
  'user-reads': '/api/v1/users/me',
  groups: '/api/v1/groups?limit=1',
  logs: '/api/v1/logs?limit=1',
};

/** What Okta's answers say about each bucket, one request for each. Also a refusal says it; a bucket is left out where the answer does not. */
export async function readRateLimits(
  http: OktaHttp,
  orgUrl: string,
): Promise<Partial<Record<QueuedBucket, RateLimit>>> {
  const limits: Partial<Record<QueuedBucket, RateLimit>> = {};
  for (const bucket of queuedBuckets) {
    const limit = await ask(http, new URL(requests[bucket], orgUrl));
    if (limit !== undefined) limits[bucket] = limit;
  }
  return limits;
}

async function ask(http: OktaHttp, url: URL): Promise<RateLimit | undefined> {
  try {
    return readRateLimit((await getJson(http, url)).headers);
  } catch (error) {
    if (error instanceof OktaApiError && error.status !== 401) return error.rateLimit;
    throw error;
  }
}
