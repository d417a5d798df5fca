import { isDeepStrictEqual } from 'node:util';
import {
  ScheduleAlreadyRunning,
  ScheduleOverlapPolicy,
  type Client,
  type ScheduleOptions,
  type ScheduleOptionsStartWorkflowAction,
} from '@temporalio/client';
import type { Logger } from 'pino';
import type { WorkerConfig } from './config.js';
import { reconciliationScheduleId, type ReconcileSystemLog } from './contract/reconciliation.js';
import { taskQueue } from './contract/task-queues.js';

type ReconciliationConfig = Pick<WorkerConfig, 'reconciliation'> & {
  events: Pick<WorkerConfig['events'], 'signInHints'>;
};

/**
 * Has Temporal start a pass of `reconcileSystemLog` every interval. Creates the Schedule, or changes what differs from the configuration;
 * whether it is paused, and the note to it, are the operator's. Repeatable, also by several workers at once: they all want the same.
 */
export async function ensureReconciliationSchedule(
  client: Client,
  config: ReconciliationConfig,
  logger: Logger,
): Promise<void> {
  const wanted = wantedSchedule(config);
  const scheduleId = reconciliationScheduleId;
  try {
    await client.schedule.create({ scheduleId, ...wanted });
    logger.info({ scheduleId }, 'The System Log is read by a new Schedule');
    return;
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
  }
  const schedule = client.schedule.getHandle(scheduleId);
  if (isDeepStrictEqual(comparable(await schedule.describe()), comparable(wanted))) return;
  await schedule.update<ReconcileSystemLog>(({ state }) => ({ ...wanted, state }));
  logger.info({ scheduleId }, 'The Schedule that reads the System Log is changed');
}

type Schedule = Pick<
  ScheduleOptions<ScheduleOptionsStartWorkflowAction<ReconcileSystemLog>>,
  'spec' | 'action' | 'policies'
>;

function wantedSchedule({ reconciliation, events }: ReconciliationConfig): Schedule {
  const { intervalSeconds, startAt, shareOfLimit, eventHookId } = reconciliation;
  const every = intervalSeconds * 1000;
  const settings = {
    ...{ shareOfLimit, signInHints: events.signInHints },
    ...(startAt !== undefined && { startAt }),
    ...(eventHookId !== undefined && { eventHookId }),
  };
  return {
    spec: { intervals: [{ every }] },
    action: {
      type: 'startWorkflow',
      workflowType: 'reconcileSystemLog',
      workflowId: reconciliationScheduleId,
      taskQueue,
      args: [{ settings }],
      staticSummary: "Reads Okta's System Log, and starts what no event hook has brought",
    },
    policies: {
      // The pass that is under way reads what the skipped one would have read.
      overlap: ScheduleOverlapPolicy.SKIP,
      // One pass after an outage of Temporal's is enough; ten seconds is the least that a server takes.
      catchupWindow: Math.max(every, 10_000),
    },
  };
}

interface ComparedParts {
  spec: {
    intervals?: readonly { every: unknown }[];
    calendars?: readonly unknown[];
    jitter?: unknown;
  };
  action: { workflowType: unknown; args?: unknown; taskQueue?: unknown };
  policies?: { overlap?: unknown; catchupWindow?: unknown };
}

/** What a Schedule is compared by: what is configured, as Temporal gives it back. */
function comparable({ spec, action, policies }: ComparedParts) {
  return {
    every: spec.intervals?.map(({ every }) => every),
    calendars: spec.calendars ?? [],
    jitter: spec.jitter ?? 0,
    ...{ workflowType: action.workflowType, args: action.args, taskQueue: action.taskQueue },
    ...{ overlap: policies?.overlap, catchupWindow: policies?.catchupWindow },
  };
}
