import type { Client } from '@temporalio/client';
import proto from '@temporalio/proto';

const { TaskQueueKind, TaskQueueType } = proto.temporal.api.enums.v1;

/** Three polls of the census that did not come. */
const deadAfterMs = 10_000;

/** The identities of the live workers, in order. */
export type Census = readonly string[];

/** Who is in the census at the moment: see `joinCensus`. Needs no worker. */
export async function readCensus(client: Client, taskQueue: string): Promise<Census> {
  const { namespace } = client.options;
  const { pollers } = await client.withDeadline(Date.now() + 2_000, () =>
    client.workflowService.describeTaskQueue({
      ...{ namespace, taskQueue: censusQueue(taskQueue) },
      taskQueueType: TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW,
    }),
  );
  return liveAmong(
    pollers.map(({ identity, lastAccessTime }) => ({
      identity: identity ?? '',
      at: Number(lastAccessTime?.seconds ?? 0) * 1_000,
    })),
  );
}

/** Those who were seen in the last ten seconds before the latest was. By Temporal's clock alone: ours may be another. */
export function liveAmong(seen: readonly { identity: string; at: number }[]): Census {
  const latest = Math.max(...seen.map(({ at }) => at));
  const live = seen.filter(({ at }) => latest - at < deadAfterMs);
  return [...new Set(live.map(({ identity }) => identity))].sort();
}

/** The queue that all workers poll to be seen, and nobody puts anything in. Sticky queues have one partition: whoever polls is seen by all at once. */
export function censusQueue(taskQueue: string) {
  return {
    name: `${taskQueue}-workers`,
    kind: TaskQueueKind.TASK_QUEUE_KIND_STICKY,
    normalName: taskQueue,
  };
}
