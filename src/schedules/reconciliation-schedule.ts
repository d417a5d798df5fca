import {
  ScheduleOverlapPolicy,
  type Client,
  type ScheduleOptionsStartWorkflowAction,
} from '@temporalio/client';
import type { Logger } from 'pino';
import type { WorkerConfig } from '../configuration/config.js';
import { reconciliationScheduleId, type ReconcileSystemLog } from '../contract/reconciliation.js';
import { taskQueue } from '../contract/task-queues.js';
import { ensureSchedule, type WantedSchedule } from './ensure-schedule.js';

export type ReconciliationConfig = Pick<WorkerConfig, 'reconciliation'> & {
  events: Pick<WorkerConfig['events'], 'signInHints'>;
};

/** Has Temporal start a pass of `reconcileSystemLog` every interval. See {@link ensureSchedule}. */
export async function ensureReconciliationSchedule(
  client: Client,
  config: ReconciliationConfig,
  logger: Logger,
): Promise<void> {
  await ensureSchedule(client, wantedSchedule(config), logger);
}

function wantedSchedule({ reconciliation, events }: ReconciliationConfig): WantedSchedule {
  const { intervalSeconds, startAt, shareOfLimit, eventHookId } = reconciliation;
  const every = intervalSeconds * 1000;
  const settings = {
    ...{ shareOfLimit, signInHints: events.signInHints },
    ...(startAt !== undefined && { startAt }),
    ...(eventHookId !== undefined && { eventHookId }),
  };
  return {
    scheduleId: reconciliationScheduleId,
    spec: { intervals: [{ every }] },
    action: {
      type: 'startWorkflow',
      workflowType: 'reconcileSystemLog',
      workflowId: reconciliationScheduleId,
      taskQueue,
      args: [{ settings }],
      staticSummary: "Reads Okta's System Log, and starts what no event hook has brought",
    } satisfies ScheduleOptionsStartWorkflowAction<ReconcileSystemLog>,
    policies: {
      // The pass that is under way reads what the skipped one would have read.
      overlap: ScheduleOverlapPolicy.SKIP,
      // One pass after an outage of Temporal's is enough; ten seconds is the least that a server takes.
      catchupWindow: Math.max(every, 10_000),
    },
  };
}
