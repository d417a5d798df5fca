import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import { createBackfillActivities, type BackfillSettings } from '../../src/activities/backfill.js';
import type { BackfillRow } from '../../src/contract/backfill.js';
import { startBackfill, type NewBackfill } from '../../src/operate/backfills.js';
import { newUserId } from './hand-made-runs.js';
import { workflowBundle } from './temporal.js';

export const ann = { operator: 'ann', reason: 'a test' };

/** A task queue of its own, and what works on it. */
export interface Backfiller {
  taskQueue: string;
  start(
    backfill: Partial<NewBackfill> & Pick<NewBackfill, 'name' | 'rows'>,
  ): ReturnType<typeof startBackfill>;
  /** Works while the body runs. */
  working<T>(body: () => Promise<T>): Promise<T>;
}

/** Backfills whose hires are nobody's work: what a worker would do with them, the test does. */
export function createBackfiller(
  {
    client,
    nativeConnection: connection,
  }: Pick<TestWorkflowEnvironment, 'client' | 'nativeConnection'>,
  {
    pageSize = 500,
    maxCachedWorkflows,
    ...settings
  }: Partial<BackfillSettings> & { pageSize?: number; maxCachedWorkflows?: number } = {},
): Backfiller {
  const taskQueue = `backfill-${randomUUID()}`;
  return {
    taskQueue,
    start: (backfill) =>
      startBackfill(client, { request: ann, rejected: [], ...backfill }, { taskQueue, pageSize }),
    async working(body) {
      const worker = await Worker.create({
        ...{ connection, taskQueue, workflowBundle: await workflowBundle() },
        activities: createBackfillActivities({
          ...{ inProgress: 40, listsLagMs: 300, lookAgainAfterMs: 100 },
          ...settings,
        }),
        ...(maxCachedWorkflows !== undefined && { maxCachedWorkflows }),
      });
      return worker.runUntil(body);
    },
  };
}

export function newName(): string {
  return `test-${randomUUID().slice(0, 8)}`;
}

export function newRows(
  count: number,
  more: Omit<Partial<BackfillRow>, 'line'> = {},
): BackfillRow[] {
  return Array.from({ length: count }, (_, index) => ({
    ...{ userId: newUserId(), line: index + 1 },
    ...more,
  }));
}

/** Asks again and again until the answer is one. */
export async function untilTrue(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 30_000;
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error(`Waited in vain until ${what}`);
    await delay(30);
  }
}

/** The hires of a backfill that are running, as Temporal lists them. */
export async function runningHires(client: Client, name: string): Promise<string[]> {
  const query = `WorkflowType = 'preEnrollUser' AND ExecutionStatus = 'Running' AND BackfillName = '${name}'`;
  const ids: string[] = [];
  for await (const { workflowId } of client.workflow.list({ query })) {
    ids.push(workflowId.slice('pre-enroll:'.length));
  }
  return ids;
}
