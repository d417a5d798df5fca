import type { BucketStatus } from '../contract/okta-limits.js';
import type { OktaBucket } from '../contract/task-queues.js';
import type { Limits } from './read-limits.js';

/** One bucket, as all workers together see it. */
export interface BucketSum extends BucketStatus {
  /** About how many activities wait in the bucket's queue in Temporal. Absent where there is no queue. */
  backlog?: number;
}

const order: readonly OktaBucket[] = ['users', 'user-reads', 'groups', 'logs', 'other'];

/** What the workers told, bucket by bucket. What Okta said last counts: the latest window, and the least that was left in it. */
export function sumLimits({ answers, backlog }: Pick<Limits, 'answers' | 'backlog'>): BucketSum[] {
  return order.flatMap((bucket) => {
    const seen = answers.flatMap(({ buckets }) =>
      buckets.filter((status) => status.bucket === bucket),
    );
    const waits = bucket === 'other' ? undefined : backlog[bucket];
    if (seen.length === 0 && !waits) return [];
    return [{ ...sum(bucket, seen), ...(waits !== undefined && { backlog: waits }) }];
  });
}

/** The workers guess the end of one window within this time of each other. */
const sameWindowMs = 1_500;

function sum(bucket: OktaBucket, seen: readonly BucketStatus[]): BucketStatus {
  const ends = Math.max(...seen.map(endOf));
  const current = seen.filter((status) => ends - endOf(status) < sameWindowMs);
  const latest = current.find((status) => endOf(status) === ends);
  const remaining = current.flatMap((status) => status.remaining ?? []);
  const held = seen.flatMap(({ heldUntil }) => heldUntil ?? []).sort();
  const total = (of: (status: BucketStatus) => number) =>
    seen.reduce((so, status) => so + of(status), 0);
  return {
    bucket,
    ...(latest?.limit !== undefined && { limit: latest.limit }),
    ...(remaining.length > 0 && { remaining: Math.min(...remaining) }),
    ...(latest?.resetsAt !== undefined && { resetsAt: latest.resetsAt }),
    ...(latest?.share !== undefined && { share: latest.share }),
    used: total(({ used }) => used),
    waiting: total(({ waiting }) => waiting),
    ...(held.length > 0 && { heldUntil: held.at(-1) ?? '' }),
  };
}

/** Of the window that Okta told of; before all others where it has not told. */
function endOf({ resetsAt }: BucketStatus): number {
  return resetsAt === undefined ? 0 : Date.parse(resetsAt);
}
