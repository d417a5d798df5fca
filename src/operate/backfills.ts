import { randomUUID } from 'node:crypto';
import {
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
  type Client,
} from '@temporalio/client';
import pMap from 'p-map';
import {
  backfillStatusQuery,
  pauseBackfillSignal,
  queryForHires,
  resumeBackfillSignal,
  rowsPerPage,
  stagesInProgress,
  type BackfillInput,
  type BackfillPreEnrollment,
  type BackfillRow,
  type BackfillRows,
  type BackfillStatus,
  type RejectedRow,
} from '../contract/backfill.js';
import type { OperatorRequest } from '../contract/operator.js';
import type { EnrollmentStage } from '../contract/pre-enroll-user.js';
import { backfillName } from '../contract/search-attributes.js';
import { taskQueue as preenrollQueue } from '../contract/task-queues.js';
import { backfillRowsWorkflowId, backfillWorkflowId } from '../contract/workflow-ids.js';
import { cancelRun } from './cancel-run.js';
import { withinDeadline } from './within-deadline.js';

/** What a backfill is started with. */
export interface NewBackfill {
  name: string;
  request: OperatorRequest;
  /** In the order in which they are to be started. */
  rows: readonly BackfillRow[];
  /** Kept with the others, so that the results tell of them. */
  rejected: readonly RejectedRow[];
}

interface StartBackfillOptions {
  taskQueue?: string;
  pageSize?: number;
}

/** A backfill as Temporal describes it: no worker is needed. */
export interface BackfillRun {
  isRunning: boolean;
  startedAt: Date;
  selection: string;
  pages: number;
}

const startWithinMs = 30_000;
const concurrency = 4;

/** Pages whose backfill was never begun end by themselves. */
const pagesLive = '365 days';

/**
 * Starts a backfill: its pages first, and then the run that goes through them, which is what counts. While one of the name is running nothing is
 * started. A command that is killed in between leaves pages without a run; the next one begins anew and ends them.
 */
export async function startBackfill(
  client: Client,
  { name, request, rows, rejected }: NewBackfill,
  { taskQueue = preenrollQueue, pageSize = rowsPerPage }: StartBackfillOptions = {},
): Promise<'started' | 'running'> {
  if ((await findBackfill(client, name))?.isRunning) return 'running';
  const selection = randomUUID().slice(0, 8);
  const pages = Math.ceil(Math.max(rows.length, rejected.length) / pageSize);
  const input = { name, request, selection, pages, total: rows.length };
  await pMap(
    Array.from({ length: pages }, (_, page) => page),
    async (page) => {
      const pageOf = <T>(all: readonly T[]) => all.slice(page * pageSize, (page + 1) * pageSize);
      const workflowId = backfillRowsWorkflowId(name, selection, page);
      await startPage(client, { workflowId, taskQueue, name }, pageOf(rows), pageOf(rejected));
    },
    { concurrency },
  );
  const outcome = await startCoordinator(client, input, taskQueue);
  await endOtherPages(client, { name, selection, keepsOwn: outcome === 'started' });
  return outcome;
}

async function startPage(
  client: Client,
  { name, ...where }: { workflowId: string; taskQueue: string; name: string },
  rows: BackfillRow[],
  rejected: RejectedRow[],
): Promise<void> {
  await withinDeadline(
    client,
    () =>
      client.workflow.start<BackfillRows>('backfillRows', {
        ...where,
        workflowExecutionTimeout: pagesLive,
        staticSummary: 'Keeps a page of the rows of a backfill',
        args: [{ rows, ...(rejected.length > 0 && { rejected }) }],
        typedSearchAttributes: [{ key: backfillName, value: name }],
      }),
    startWithinMs,
  );
}

async function startCoordinator(
  client: Client,
  input: BackfillInput,
  taskQueue: string,
): Promise<'started' | 'running'> {
  const { name, request, selection, pages } = input;
  try {
    await withinDeadline(client, () =>
      client.workflow.start<BackfillPreEnrollment>('backfillPreEnrollment', {
        ...{ workflowId: backfillWorkflowId(name), taskQueue, args: [input] },
        // Once it has ended, the same people may be gone through again: who has a run is a duplicate.
        workflowIdReusePolicy: 'ALLOW_DUPLICATE',
        staticSummary: 'Starts the runs of many people who exist in Okta already',
        memo: { ...request, selection, pages },
        typedSearchAttributes: [{ key: backfillName, value: name }],
      }),
    );
    return 'started';
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) return 'running';
    throw error;
  }
}

/** Ends the pages that are nobody's: those of commands that were killed, or ours where another was first. Temporal's lists are some moments behind: what is overlooked is ended the next time. */
async function endOtherPages(
  client: Client,
  { name, selection, keepsOwn }: { name: string; selection: string; keepsOwn: boolean },
): Promise<void> {
  const own = `${backfillWorkflowId(name)}:${selection}:`;
  const pages = client.workflow.list({
    query: `WorkflowType = 'backfillRows' AND ExecutionStatus = 'Running' AND ${backfillName.name} = '${name}'`,
  });
  for await (const { workflowId, runId } of pages) {
    if (workflowId.startsWith(own) === keepsOwn) continue;
    await client.workflow
      .getHandle(workflowId, runId)
      .terminate('the backfill was begun with other pages')
      .catch((error: unknown) => {
        if (!(error instanceof WorkflowNotFoundError)) throw error;
      });
  }
}

/** The latest backfill of a name, running or ended. Undefined if Temporal keeps none. */
export async function findBackfill(client: Client, name: string): Promise<BackfillRun | undefined> {
  try {
    const { status, memo, startTime } = await withinDeadline(client, () =>
      client.workflow.getHandle(backfillWorkflowId(name)).describe(),
    );
    return {
      isRunning: status.name === 'RUNNING',
      startedAt: startTime,
      selection: String(memo?.['selection']),
      pages: Number(memo?.['pages']),
    };
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return undefined;
    throw error;
  }
}

/** How far it is. A worker answers while it is running. Throws every error of the client. */
export async function readBackfillStatus(
  client: Client,
  name: string,
  { isRunning }: Pick<BackfillRun, 'isRunning'>,
): Promise<BackfillStatus> {
  const handle = client.workflow.getHandle<BackfillPreEnrollment>(backfillWorkflowId(name));
  return isRunning
    ? withinDeadline(client, () => handle.query(backfillStatusQuery), 5_000)
    : withinDeadline(client, () => handle.result());
}

/** How many of its hires Okta is asked for at this moment, and how many there are in all that still run. Needs no worker. */
export async function countBackfillHires(
  client: Client,
  name: string,
): Promise<{ inProgress: number; waitingForTheirDay: number }> {
  const count = async (stages: readonly EnrollmentStage[]) => {
    const query = queryForHires(name, stages);
    return (await withinDeadline(client, () => client.workflow.count(query))).count;
  };
  const [inProgress, waitingForTheirDay] = await Promise.all([
    count(stagesInProgress),
    count(['pre-hire']),
  ]);
  return { inProgress, waitingForTheirDay };
}

/** Starts nobody more until it is resumed; who was started goes on. Throws `WorkflowNotFoundError` if none of the name is running. */
export async function pauseBackfill(
  client: Client,
  name: string,
  request: OperatorRequest,
): Promise<void> {
  const handle = client.workflow.getHandle(backfillWorkflowId(name));
  await withinDeadline(client, () => handle.signal(pauseBackfillSignal, request));
}

export async function resumeBackfill(
  client: Client,
  name: string,
  request: OperatorRequest,
): Promise<void> {
  const handle = client.workflow.getHandle(backfillWorkflowId(name));
  await withinDeadline(client, () => handle.signal(resumeBackfillSignal, request));
}

/** The rest is not started; who was started goes on. Throws `WorkflowNotFoundError` if none of the name is running. */
export async function cancelBackfill(
  client: Client,
  name: string,
  request: OperatorRequest,
): Promise<void> {
  // Temporal grants the cancellation of a run that has ended.
  if ((await findBackfill(client, name))?.isRunning !== true) {
    const workflowId = backfillWorkflowId(name);
    throw new WorkflowNotFoundError('No backfill of the name is running', workflowId, undefined);
  }
  await withinDeadline(client, () => cancelRun(client, backfillWorkflowId(name), request));
}
