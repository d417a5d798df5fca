import { randomUUID } from 'node:crypto';
import type { Client, WorkflowHandleWithFirstExecutionRunId } from '@temporalio/client';
import type {
  ReconcileSystemLog,
  ReconciliationSettings,
  ReconciliationState,
} from '../../src/contract/reconciliation.js';
import { taskQueue } from '../../src/contract/task-queues.js';

export type PassHandle = WorkflowHandleWithFirstExecutionRunId<ReconcileSystemLog>;

interface Pass {
  settings?: Partial<ReconciliationSettings>;
  /** What the pass before has left. */
  state?: ReconciliationState;
}

/** Starts one pass, as the Schedule does. */
export function startPass(client: Client, { settings, state }: Pass = {}): Promise<PassHandle> {
  return client.workflow.start<ReconcileSystemLog>('reconcileSystemLog', {
    workflowId: `reconcile-system-log-${randomUUID()}`,
    taskQueue,
    args: [
      {
        settings: { shareOfLimit: 0.5, signInHints: 'hook', ...settings },
        ...(state && { state }),
      },
    ],
  });
}

/** Runs one pass to its end. */
export async function runPass(client: Client, pass?: Pass): Promise<ReconciliationState> {
  return (await startPass(client, pass)).result();
}

/** What the hours of a ledger come to. */
export function totalOf({ ledger }: ReconciliationState) {
  const total = { created: 0, haveRun: 0, fromTheLog: 0, hintsSent: 0 };
  for (const hour of ledger) {
    for (const key of Object.keys(total) as (keyof typeof total)[]) total[key] += hour[key];
  }
  return total;
}
