import type { OktaBucket } from './task-queues.js';

/** One bucket as one worker sees it. Counts are calls; those about the window are of Okta's current one. */
export interface BucketStatus {
  bucket: OktaBucket;
  /** What Okta's last answer said: calls per window for our credential, and how many are left of them, whoever used the others. Absent before the first. */
  limit?: number;
  remaining?: number;
  /** When the window ends, by this process's clock; ISO 8601. */
  resetsAt?: string;
  /** What all workers together may use of the window. */
  share?: number;
  /** What this worker has used of it. */
  used: number;
  /** Calls that wait in this worker for their turn. */
  waiting: number;
  /** Present while Okta refuses: nothing goes out before. ISO 8601. */
  heldUntil?: string;
}

/** All buckets of one worker. */
export interface WorkerLimits {
  /** Temporal's identity of the worker. */
  worker: string;
  /** Among how many workers the shares are divided. */
  workers: number;
  /** How many calls are under way, and how many this worker may have under way. */
  underWay: number;
  concurrency: number;
  buckets: BucketStatus[];
}

/** What the workers answered who were asked. */
export interface LimitsAnswers {
  answers: WorkerLimits[];
  /** Those who did not, by their identities. */
  silent: string[];
}

/** The activity that each worker has on a queue of its own: see `workerQueue`. */
export type ReadWorkerLimits = () => Promise<WorkerLimits>;

/** The workflow `readOktaLimits`, for those who name it without loading its code. */
export type ReadOktaLimits = (input: { workers: readonly string[] }) => Promise<LimitsAnswers>;
