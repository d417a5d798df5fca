import { randomUUID } from 'node:crypto';
import type { Client, WorkflowHandle } from '@temporalio/client';
import type { SearchAttributePair } from '@temporalio/common';
import proto, { type temporal } from '@temporalio/proto';
import { preEnrollUserWorkflowId } from '../../src/contract/workflow-ids.js';

/** How a run of `preEnrollUser` is to be. */
export type RunState =
  | 'running'
  | 'completed'
  | 'failed'
  | 'cancelled'
  | 'terminated'
  | 'timed out'
  | 'continued as new';

interface HandMadeRun {
  userId: string;
  handle: WorkflowHandle;
}

/** An id as Okta's are, that no other test has. */
export function newUserId(): string {
  return `00u${randomUUID().replaceAll('-', '').slice(0, 17)}`;
}

/**
 * A run of `preEnrollUser` in a state of the test's choice, without the workflow's code: no worker polls its task queue, and the test
 * does what a worker would. A run that continues as new is running afterwards.
 */
export async function makeRun(
  client: Client,
  state: RunState,
  typedSearchAttributes: SearchAttributePair[] = [],
): Promise<HandMadeRun> {
  const userId = newUserId();
  const taskQueue = `by-hand-${randomUUID()}`;
  const handle = await client.workflow.start('preEnrollUser', {
    workflowId: preEnrollUserWorkflowId(userId),
    ...{ taskQueue, typedSearchAttributes },
    args: [{ userId }],
    ...(state === 'timed out' && { workflowRunTimeout: '1 second' }),
  });
  if (state === 'terminated') await handle.terminate();
  if (state === 'timed out') await handle.result().catch(() => undefined);
  const command = commandFor(state, taskQueue);
  if (command) await decide(client, taskQueue, command);
  return { userId, handle: client.workflow.getHandle(handle.workflowId) };
}

/** Ends the runs of the users, also those that somebody else has started. */
export async function endRuns(client: Client, userIds: readonly string[]): Promise<void> {
  await Promise.allSettled(
    userIds.map((id) => client.workflow.getHandle(preEnrollUserWorkflowId(id)).terminate()),
  );
}

type Command = temporal.api.command.v1.ICommand;

function commandFor(state: RunState, taskQueue: string): Command | undefined {
  const { CommandType } = proto.temporal.api.enums.v1;
  switch (state) {
    case 'completed':
      return {
        commandType: CommandType.COMMAND_TYPE_COMPLETE_WORKFLOW_EXECUTION,
        completeWorkflowExecutionCommandAttributes: {},
      };
    case 'failed':
      return {
        commandType: CommandType.COMMAND_TYPE_FAIL_WORKFLOW_EXECUTION,
        failWorkflowExecutionCommandAttributes: { failure: { message: 'by hand' } },
      };
    case 'cancelled':
      return {
        commandType: CommandType.COMMAND_TYPE_CANCEL_WORKFLOW_EXECUTION,
        cancelWorkflowExecutionCommandAttributes: {},
      };
    case 'continued as new':
      return {
        commandType: CommandType.COMMAND_TYPE_CONTINUE_AS_NEW_WORKFLOW_EXECUTION,
        continueAsNewWorkflowExecutionCommandAttributes: {
          workflowType: { name: 'preEnrollUser' },
          taskQueue: { name: taskQueue },
        },
      };
    default:
      return undefined;
  }
}

async function decide(client: Client, name: string, command: Command): Promise<void> {
  const { workflowService, options } = client;
  const caller = { namespace: options.namespace, identity: 'test' };
  await client.withDeadline(Date.now() + 10_000, async () => {
    const { taskToken } = await workflowService.pollWorkflowTaskQueue({
      ...caller,
      taskQueue: { name },
    });
    await workflowService.respondWorkflowTaskCompleted({
      ...caller,
      taskToken,
      commands: [command],
    });
  });
}
