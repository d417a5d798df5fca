import { Worker, type WorkerOptions } from '@temporalio/worker';
import { activityQueue, queuedBuckets } from '../../src/contract/task-queues.js';

type Options = WorkerOptions & Required<Pick<WorkerOptions, 'workflowBundle'>>;

/** Runs `body` with a worker for the queue and one for the queue of each of Okta's buckets, as a worker process has them, without pacing. */
export async function runWorkers<T>(
  { workflowBundle, maxCachedWorkflows, ...common }: Options,
  body: () => Promise<T>,
): Promise<T> {
  const workers = await Promise.all([
    Worker.create({
      ...{ ...common, workflowBundle },
      ...(maxCachedWorkflows !== undefined && { maxCachedWorkflows }),
    }),
    ...queuedBuckets.map((bucket) =>
      Worker.create({ ...common, taskQueue: activityQueue(common.taskQueue, bucket) }),
    ),
  ]);
  return runAll(workers, body);
}

async function runAll<T>(
  [worker, ...others]: readonly Worker[],
  body: () => Promise<T>,
): Promise<T> {
  return worker === undefined ? body() : worker.runUntil(() => runAll(others, body));
}
