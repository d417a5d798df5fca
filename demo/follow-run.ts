import { setTimeout as sleep } from 'node:timers/promises';
import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import {
  statusQuery,
  type EnrollmentStage,
  type PreEnrollUserStatus,
} from '../src/contract/pre-enroll-user.js';
import { preEnrollUserWorkflowId } from '../src/contract/workflow-ids.js';

const isOver: ReadonlySet<EnrollmentStage> = new Set(['completed', 'removed', 'expired', 'undone']);

/** Says each step of a user's run as it is done, until the run ends or `signal` fires. */
export async function followRun(
  client: Client,
  userId: string,
  say: (line: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const run = client.workflow.getHandle(preEnrollUserWorkflowId(userId));
  let said = 0;
  let waitingFor = '';
  while (!signal.aborted) {
    const status = await readStatus(() => run.query(statusQuery));
    for (const { step, at } of status?.steps.slice(said) ?? []) say(`${at.slice(11, 19)}  ${step}`);
    said = status?.steps.length ?? 0;
    if (status !== undefined && status.waitingFor !== waitingFor) {
      ({ waitingFor } = status);
      say(`${status.stage}: waits for ${waitingFor}`);
    }
    if (status !== undefined && isOver.has(status.stage)) return;
    await sleep(300);
  }
}

/** Undefined before the hook has arrived. */
async function readStatus(
  query: () => Promise<PreEnrollUserStatus>,
): Promise<PreEnrollUserStatus | undefined> {
  try {
    return await query();
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return undefined;
    throw error;
  }
}
