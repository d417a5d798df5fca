import type { WorkerDeploymentVersion } from '@temporalio/common';
import { Worker, type WorkerOptions } from '@temporalio/worker';
import type { ReadWorkerLimits } from '../contract/okta-limits.js';
import { activityQueue, queuedBuckets, workerQueue } from '../contract/task-queues.js';
import type { OktaPacer } from '../okta/pacing/create-pacer.js';
import { createPacedSlots } from './paced-slots.js';

type Given = Required<Pick<WorkerOptions, 'connection' | 'namespace' | 'workflowBundle'>>;

export interface WorkersOptions
  extends Given, Pick<WorkerOptions, 'activities' | 'interceptors' | 'sinks' | 'dataConverter'> {
  /** For workflows; the queues of the buckets are named after it. */
  taskQueue: string;
  /** Of this process; no other one has it. */
  identity: string;
  pacer: Pick<OktaPacer, 'waitFor' | 'status'>;
  /** As which version they poll. Without it they take every task. */
  deployment?: WorkerDeploymentVersion | undefined;
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

/** There are no tasks of these kinds. */
const unused = {
  localActivityTaskSlotSupplier: { type: 'fixed-size', numSlots: 1 },
  nexusTaskSlotSupplier: { type: 'fixed-size', numSlots: 1 },
} as const;

/**
 * Enough for all who are under way, who are a few dozen at a time. Who waits, waits for days: to replay such a run when it wakes takes some 20 ms, to
 * keep it half a megabyte. docs/performance.md has the figures.
 */
export const maxCachedWorkflows = 200;

/**
 * All workers of a process: one for workflows and for activities that ask nothing of Okta, one for the queue of each of Okta's rate limits, and one that
 * tells how this process stands with them. Each of the others has all activities: runs that began before an activity had its queue find it where they look for it.
 */
export async function createWorkers({
  taskQueue,
  workflowBundle,
  pacer,
  deployment,
  ...given
}: WorkersOptions): Promise<Workers> {
  const { connection, namespace, identity, dataConverter = {} } = given;
  const common = { ...given, ...shutdown, ...(deployment && asVersion(deployment)) };
  const mainSlots = createPacedSlots(100, () => 0);
  const queues = queuedBuckets.map((bucket) => ({
    taskQueue: activityQueue(taskQueue, bucket),
    slots: createPacedSlots(10, (ahead) => pacer.waitFor(bucket, ahead)),
  }));
  const main = Worker.create({
    ...{ ...common, taskQueue, workflowBundle },
    maxCachedWorkflows,
    tuner: {
      activityTaskSlotSupplier: mainSlots,
      // As many as without a tuner.
      workflowTaskSlotSupplier: { type: 'fixed-size', numSlots: 40 },
      ...unused,
    },
    workflowTaskPollerBehavior: { type: 'autoscaling' },
    activityTaskPollerBehavior: { type: 'autoscaling' },
  });
  const ofBuckets = queues.map((queue) =>
    Worker.create({
      ...{ ...common, taskQueue: queue.taskQueue },
      tuner: {
        activityTaskSlotSupplier: queue.slots,
        workflowTaskSlotSupplier: { type: 'fixed-size', numSlots: 2 },
        ...unused,
      },
      activityTaskPollerBehavior: { type: 'autoscaling', minimum: 1, initial: 2, maximum: 10 },
    }),
  );
  const readWorkerLimits: ReadWorkerLimits = () =>
    Promise.resolve({ worker: identity, ...pacer.status() });
  // Without a version: its queue is this process's alone, and would stay with the version for ever.
  const limits = Worker.create({
    ...{ connection, namespace, identity, dataConverter },
    taskQueue: workerQueue(taskQueue, identity),
    activities: { readWorkerLimits },
    maxConcurrentActivityTaskExecutions: 2,
    maxConcurrentActivityTaskPolls: 1,
  });
  const workers = await Promise.all([main, ...ofBuckets, limits]);
  return together(workers, async () => {
    await Promise.all([mainSlots, ...queues.map(({ slots }) => slots)].map((each) => each.drain()));
  });
}

/** Runs last for weeks: they move on with the current version, for which their histories are replayed. docs/decisions/0023 says why. */
function asVersion(
  version: WorkerDeploymentVersion,
): Pick<WorkerOptions, 'workerDeploymentOptions'> {
  return {
    workerDeploymentOptions: {
      ...{ version, useWorkerVersioning: true },
      defaultVersioningBehavior: 'AUTO_UPGRADE',
    },
  };
}

/** Workers of one process as one. */
function together(workers: readonly Worker[], drain: () => Promise<void>): Workers {
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
    shutdown() {
      void drain().then(shutDown);
    },
  };
}
