import { proxyActivities, workflowInfo } from '@temporalio/workflow';
import type { LimitsAnswers, ReadWorkerLimits, WorkerLimits } from '../contract/okta-limits.js';
import { workerQueue } from '../contract/task-queues.js';

/**
 * Asks each of the workers how it stands with Okta's rate limits, all at the same time. One that has not answered after three seconds is
 * named; it may have ended a moment ago.
 */
export async function readOktaLimits({
  workers,
}: {
  workers: readonly string[];
}): Promise<LimitsAnswers> {
  const { taskQueue } = workflowInfo();
  const asked = await Promise.allSettled(workers.map((worker) => ask(taskQueue, worker)));
  const answers: WorkerLimits[] = [];
  const silent: string[] = [];
  for (const [at, worker] of workers.entries()) {
    const answer = asked[at];
    if (answer?.status === 'fulfilled') answers.push(answer.value);
    else silent.push(worker);
  }
  return { answers, silent };
}

function ask(taskQueue: string, worker: string): Promise<WorkerLimits> {
  const { readWorkerLimits } = proxyActivities<{ readWorkerLimits: ReadWorkerLimits }>({
    taskQueue: workerQueue(taskQueue, worker),
    scheduleToCloseTimeout: '3 seconds',
    retry: { maximumAttempts: 1 },
  });
  return readWorkerLimits();
}
