import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import proto from '@temporalio/proto';
import type { WorkerHealth } from './worker-health.js';

const { TaskQueueType } = proto.temporal.api.enums.v1;

interface ListenToPollsOptions {
  taskQueue: string;
  /** Of this worker; no other one has it. */
  identity: string;
  health: Pick<WorkerHealth, 'temporalAnswered' | 'heard'>;
  everyMs?: number;
  stopped: AbortSignal;
}

/**
 * Asks Temporal, until it is stopped, whether it hears this worker poll. The worker itself cannot tell: a poll on a connection that only looks open waits for ever. It is asked on another
 * connection than the one that polls. Never rejects.
 */
export async function listenToPolls(
  client: Client,
  { taskQueue, identity, health, everyMs = 5_000, stopped }: ListenToPollsOptions,
): Promise<void> {
  let before = '';
  while (!stopped.aborted) {
    const last = await client
      // One of its own for each look: the client does not take its listeners back.
      .withAbortSignal(AbortSignal.any([stopped]), () => lastPolls(client, taskQueue, identity))
      .catch(() => undefined);
    if (last !== undefined) {
      health.temporalAnswered();
      // That it has changed, not what it is: Temporal's clock may be another.
      if (last !== '' && last !== before) health.heard();
      before = last;
    }
    await sleep(everyMs, undefined, { signal: stopped }).catch(() => undefined);
  }
}

/** When Temporal last heard this worker on either side of its task queue; a text that is another after each poll, empty if it never did. */
async function lastPolls(client: Client, taskQueue: string, identity: string): Promise<string> {
  const { namespace } = client.options;
  const sides = await client.withDeadline(Date.now() + 3_000, () =>
    Promise.all(
      [TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW, TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY].map(
        (taskQueueType) =>
          client.workflowService.describeTaskQueue({
            ...{ namespace, taskQueue: { name: taskQueue }, taskQueueType },
          }),
      ),
    ),
  );
  return sides
    .flatMap(({ pollers }) => pollers)
    .filter((poller) => poller.identity === identity)
    .map(({ lastAccessTime: at }) => `${String(at?.seconds)}.${String(at?.nanos)}`)
    .join(' ');
}
