import { randomUUID } from 'node:crypto';
import { WorkflowFailedError, type Client } from '@temporalio/client';
import { TimeoutFailure } from '@temporalio/common';
import proto from '@temporalio/proto';
import type { LimitsAnswers, ReadOktaLimits } from '../contract/okta-limits.js';
import { activityQueue, queuedBuckets, type QueuedBucket } from '../contract/task-queues.js';
import { withinDeadline } from './within-deadline.js';
import { readCensus } from './worker-census.js';

/** How all workers stand with Okta's rate limits, and what waits in Temporal for each. */
export interface Limits extends LimitsAnswers {
  /** About how many activities wait in each bucket's queue. */
  backlog: Partial<Record<QueuedBucket, number>>;
}

/** Asks Temporal, and the workers that are there. Where none answers the answers are empty. */
export async function readLimits(client: Client, taskQueue: string): Promise<Limits> {
  return withinDeadline(client, async () => {
    const [answered, ...backlog] = await Promise.all([
      askWorkers(client, taskQueue),
      ...queuedBuckets.map(
        async (bucket) => [bucket, await backlogOf(client, taskQueue, bucket)] as const,
      ),
    ]);
    return { ...answered, backlog: Object.fromEntries(backlog) };
  });
}

async function askWorkers(client: Client, taskQueue: string): Promise<LimitsAnswers> {
  const workers = await readCensus(client, taskQueue);
  if (workers.length === 0) return { answers: [], silent: [] };
  try {
    return await client.workflow.execute<ReadOktaLimits>('readOktaLimits', {
      ...{ taskQueue, workflowId: `okta-limits:${randomUUID()}` },
      // What a worker says is of use for a moment only; one that ended just now must not keep the run.
      workflowExecutionTimeout: '6 seconds',
      args: [{ workers }],
      // A person looks at the terminal.
      priority: { priorityKey: 1 },
    });
  } catch (error) {
    if (isTimedOut(error)) return { answers: [], silent: [...workers] };
    throw error;
  }
}

function isTimedOut(error: unknown): boolean {
  return error instanceof WorkflowFailedError && error.cause instanceof TimeoutFailure;
}

async function backlogOf(client: Client, taskQueue: string, bucket: QueuedBucket): Promise<number> {
  const { stats } = await client.workflowService.describeTaskQueue({
    namespace: client.options.namespace,
    taskQueue: { name: activityQueue(taskQueue, bucket) },
    taskQueueType: proto.temporal.api.enums.v1.TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY,
    reportStats: true,
  });
  return Number(stats?.approximateBacklogCount ?? 0);
}
