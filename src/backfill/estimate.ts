import { queuedBuckets, type QueuedBucket } from '../contract/task-queues.js';
import { callsPerHire } from '../okta/calls-per-hire.js';
import type { RateLimit } from '../okta/okta-errors.js';

/** What a bucket has to bear. */
export interface BucketEstimate {
  bucket: QueuedBucket;
  calls: number;
  /** What Okta's answers say today; absent where they do not tell. */
  limitPerMinute?: number;
  /** With the share of the limit that is used. */
  minutes?: number;
}

export interface Estimate {
  hires: number;
  buckets: BucketEstimate[];
  /** Which takes longest, and when it is done if it begins now. Absent if no limit is known. */
  slowest?: { bucket: QueuedBucket; doneAt: string };
}

/** Okta counts by windows of a minute. https://developer.okta.com/docs/reference/rl-best-practices/ */
export function estimate(
  hires: number,
  limits: Partial<Record<QueuedBucket, Pick<RateLimit, 'limit'>>>,
  { share, now }: { share: number; now: Date },
): Estimate {
  const buckets = queuedBuckets.map((bucket): BucketEstimate => {
    const calls = hires * callsPerHire[bucket];
    const limit = limits[bucket]?.limit;
    if (limit === undefined || limit <= 0) return { bucket, calls };
    return { bucket, calls, limitPerMinute: limit, minutes: calls / (limit * share) };
  });
  const [slowest] = buckets
    .filter((each): each is BucketEstimate & { minutes: number } => each.minutes !== undefined)
    .sort((a, b) => b.minutes - a.minutes);
  return {
    ...{ hires, buckets },
    ...(slowest && {
      slowest: {
        bucket: slowest.bucket,
        doneAt: new Date(now.getTime() + slowest.minutes * 60_000).toISOString(),
      },
    }),
  };
}
