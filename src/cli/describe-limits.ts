import type { BucketStatus, WorkerLimits } from '../contract/okta-limits.js';
import type { Limits } from '../operate/read-limits.js';
import { sumLimits } from '../operate/sum-limits.js';
import { formatTable } from './format-table.js';

/** All workers together, then each, then who did not answer. */
export function describeLimits({ answers, silent, backlog }: Limits, now: Date): string[] {
  const buckets = sumLimits({ answers, backlog });
  return [
    summarize(answers),
    ...table(buckets, now, ({ backlog: waits }) => waits),
    ...(answers.length > 1 ? answers.flatMap((worker) => describeWorker(worker, now)) : []),
    ...silent.map((worker) => `${worker} did not answer: it has ended, or is busy.`),
  ];
}

/** What `describeLimits` says, for programs. */
export function toLimitsJson({ answers, silent, backlog }: Limits) {
  return { buckets: sumLimits({ answers, backlog }), workers: answers, silent };
}

function summarize(answers: readonly WorkerLimits[]): string {
  if (answers.length === 0)
    return 'No worker answers: nothing is asked of Okta, or nobody can tell.';
  const underWay = answers.reduce((sum, worker) => sum + worker.underWay, 0);
  const concurrency = answers.reduce((sum, worker) => sum + worker.concurrency, 0);
  const workers = answers.length === 1 ? '1 worker' : `${answers.length} workers`;
  return `${workers}; ${underWay} of ${concurrency} calls to Okta under way.`;
}

function describeWorker(worker: WorkerLimits, now: Date): string[] {
  const { workers, underWay, concurrency, buckets } = worker;
  return [
    '',
    `${worker.worker}: one of ${workers}; ${underWay} of ${concurrency} calls under way`,
    ...table(buckets, now).map((line) => `  ${line}`),
  ];
}

function table<T extends BucketStatus>(
  buckets: readonly T[],
  now: Date,
  backlogOf?: (bucket: T) => number | undefined,
): string[] {
  if (buckets.length === 0) return ['Okta has not been asked anything yet.'];
  const seconds = (time: string) =>
    Math.max(Math.ceil((Date.parse(time) - now.getTime()) / 1_000), 0);
  return formatTable([
    [
      ...['BUCKET', 'LIMIT', 'LEFT', 'OUR SHARE', 'USED BY US', 'WAITING'],
      ...(backlogOf ? ['IN TEMPORAL'] : []),
      'WINDOW ENDS',
    ],
    ...buckets.map((bucket) => [
      bucket.bucket,
      ...[bucket.limit, bucket.remaining, bucket.share, bucket.used, bucket.waiting].map(known),
      ...(backlogOf ? [known(backlogOf(bucket))] : []),
      bucket.heldUntil !== undefined
        ? `refused, held for ${seconds(bucket.heldUntil)} s`
        : bucket.resetsAt === undefined
          ? '-'
          : `in ${seconds(bucket.resetsAt)} s`,
    ]),
  ]);
}

function known(count: number | undefined): string {
  return count === undefined ? '-' : String(count);
}
