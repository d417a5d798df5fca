import { status } from '@grpc/grpc-js';
import { ScheduleNotFoundError, type Client } from '@temporalio/client';
import { TypedSearchAttributes } from '@temporalio/common';
import proto from '@temporalio/proto';
import type { ReconcileSystemLog } from '../../contract/reconciliation.js';
import { searchAttributes } from '../../contract/search-attributes.js';
import { activityQueue, queuedBuckets, taskQueue } from '../../contract/task-queues.js';
import { grpcCodeOf } from '../../operate/temporal-errors.js';
import { withinDeadline } from '../../operate/within-deadline.js';
import type { Poller, ScheduleState } from '../evidence.js';
import type { Readers } from '../readings.js';

const { IndexedValueType, NamespaceState, TaskQueueType } = proto.temporal.api.enums.v1;

type Names =
  'temporalServer' | 'namespace' | 'searchAttributes' | 'schedules' | 'pollers' | 'reconciliation';

/** A poll takes a minute or so; who has not come again for longer is gone. */
const goneAfterMs = 90_000;

export function temporalReaders(temporal: () => Client): Pick<Readers, Names> {
  const within = <T>(call: (client: Client) => Promise<T>) => {
    const client = temporal();
    return withinDeadline(client, () => call(client), 5_000);
  };

  return {
    temporalServer: () =>
      within(async ({ workflowService }) => {
        const { serverVersion } = await workflowService.getSystemInfo({});
        return { version: serverVersion, isDevServer: await isOnSqlite(workflowService) };
      }),

    namespace: () =>
      within(async ({ workflowService, options: { namespace } }) => {
        const { namespaceInfo, config } = await workflowService.describeNamespace({ namespace });
        const { seconds = 0 } = config?.workflowExecutionRetentionTtl ?? {};
        return {
          name: namespace,
          isRegistered: namespaceInfo?.state === NamespaceState.NAMESPACE_STATE_REGISTERED,
          retentionMs: Number(seconds) * 1_000,
        };
      }),

    searchAttributes: () =>
      within(async ({ connection, options: { namespace } }) => {
        const { customAttributes } = await connection.operatorService.listSearchAttributes({
          namespace,
        });
        const typeOf = (name: string) => customAttributes[name];
        return {
          missing: searchAttributes
            .map(({ name }) => name)
            .filter((name) => typeOf(name) === undefined),
          ofOtherType: searchAttributes
            .filter(({ name, type }) => {
              const found = typeOf(name);
              return (
                found !== undefined && found !== IndexedValueType[`INDEXED_VALUE_TYPE_${type}`]
              );
            })
            .map(
              ({ name, type }) => `${name} (wanted: ${TypedSearchAttributes.toMetadataType(type)})`,
            ),
        };
      }),

    async schedules(read) {
      const { scheduleIds } = await read('settings');
      return ofEach(scheduleIds, (id) => within((client) => describe(client, id)));
    },

    pollers() {
      const queues = [
        taskQueue,
        ...queuedBuckets.map((bucket) => activityQueue(taskQueue, bucket)),
      ];
      return ofEach(queues, (queue) => within((client) => listPollers(client, queue)));
    },

    reconciliation: () =>
      within(async ({ workflow }) => {
        const passes = workflow.list({
          query: 'WorkflowType = "reconcileSystemLog" AND ExecutionStatus = "Completed"',
          pageSize: 1,
        });
        // Temporal lists first what has ended last.
        for await (const { workflowId, runId } of passes) {
          return workflow.getHandle<ReconcileSystemLog>(workflowId, runId).result();
        }
        return undefined;
      }),
  };
}

/** Waits for every call, also after one has failed: whoever closes the connection must find none under way. */
async function ofEach<T>(
  names: readonly string[],
  read: (name: string) => Promise<T>,
): Promise<Map<string, T>> {
  const calls = names.map(async (name) => [name, await read(name)] as const);
  await Promise.allSettled(calls);
  return new Map(await Promise.all(calls));
}

/** Temporal Cloud does not say what it stores in, and is no development server. */
async function isOnSqlite({ getClusterInfo }: Client['workflowService']): Promise<boolean> {
  try {
    return (await getClusterInfo({})).persistenceStore === 'sqlite';
  } catch (error) {
    const code = grpcCodeOf(error);
    if (code === status.PERMISSION_DENIED || code === status.UNIMPLEMENTED) return false;
    throw error;
  }
}

async function describe(client: Client, id: string): Promise<ScheduleState | undefined> {
  try {
    const { state, info } = await client.schedule.getHandle(id).describe();
    return { isPaused: state.paused, lastRunAt: info.recentActions.at(-1)?.takenAt };
  } catch (error) {
    if (error instanceof ScheduleNotFoundError) return undefined;
    throw error;
  }
}

async function listPollers(client: Client, queue: string): Promise<Poller[]> {
  const { pollers } = await client.workflowService.describeTaskQueue({
    namespace: client.options.namespace,
    taskQueue: { name: queue },
    taskQueueType:
      queue === taskQueue
        ? TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW
        : TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY,
  });
  return pollers
    .map(({ identity, lastAccessTime, workerVersionCapabilities, deploymentOptions }) => ({
      identity: identity ?? '',
      buildId: deploymentOptions?.buildId ?? workerVersionCapabilities?.buildId ?? '',
      lastSeenMs: Number(lastAccessTime?.seconds ?? 0) * 1_000,
    }))
    .filter(({ lastSeenMs }) => Date.now() - lastSeenMs < goneAfterMs);
}
