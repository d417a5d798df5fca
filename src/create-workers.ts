import { Worker, type WorkerOptions } from '@temporalio/worker';
import { activityQueue, queuedBuckets } from './contract/task-queues.js';
import type { OktaPacer } from './okta/pacing/create-pacer.js';
import { createPacedSlots } from './paced-slots.js';

/** What all workers of a process have in common. */
export type CommonWorkerOptions = Pick<
  WorkerOptions,
  'connection' | 'namespace' | 'identity' | 'activities' | 'interceptors'
>;

export interface WorkersOptions extends CommonWorkerOptions {
  /** For workflows; the queues of the buckets are named after it. */
  taskQueue: string;
  workflowBundle: NonNullable<WorkerOptions['workflowBundle']>;
  pacer: Pick<OktaPacer, 'waitFor'>;
}

/** Several workers that live and end together. */
export interface Workers {
  /** Polls until `shutdown`. Rejects if one of them breaks; the others are ended before. */
  run(): Promise<void>;
  /** Ends them in order; may be called at any time, and twice. */
  shutdown(): void;
}

// Above the activities' longest minutes: an attempt that has begun may end.
const shutdown = { shutdownGraceTime: '65 seconds', shutdownForceTime: '75 seconds' } as const;

/**
 * All workers of a process: one for workflows and for activities that ask nothing of Okta, and one for the queue of each of Okta's rate limits.
 * Each has all activities: runs that began before an activity had its queue find it where they look for it.
 */
export async function createWorkers({
  taskQueue,
  workflowBundle,
  pacer,
  ...common
}: WorkersOptions): Promise<Workers> {
  const main = Worker.create({
    ...{ ...common, ...shutdown, taskQueue, workflowBundle },
    // Runs wait for days: replaying one when it wakes costs 10 ms, keeping it in memory 300 kB.
    maxCachedWorkflows: 500,
    workflowTaskPollerBehavior: { type: 'autoscaling' },
    activityTaskPollerBehavior: { type: 'autoscaling' },
  });
  const ofBuckets = queuedBuckets.map((bucket) =>
    Worker.create({
      ...{ ...common, ...shutdown, taskQueue: activityQueue(taskQueue, bucket) },
      tuner: {
        activityTaskSlotSupplier: createPacedSlots(pacer, bucket),
        // It runs neither of these.
        workflowTaskSlotSupplier: { type: 'fixed-size', numSlots: 2 },
        localActivityTaskSlotSupplier: { type: 'fixed-size', numSlots: 1 },
        nexusTaskSlotSupplier: { type: 'fixed-size', numSlots: 1 },
      },
      activityTaskPollerBehavior: { type: 'autoscaling', minimum: 1, initial: 2, maximum: 10 },
    }),
  );
  return together(await Promise.all([main, ...ofBuckets]));
}

/** Workers of one process as one. */
export function together(workers: readonly Worker[]): Workers {
  function shutDown(): void {
    for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
  }
  return {
    async run() {
      const runs = workers.map((worker) => worker.run());
      try {
        await Promise.race(runs);
      } finally {
        shutDown();
        await Promise.allSettled(runs);
      }
      await Promise.all(runs);
    },
    shutdown: shutDown,
  };
}
