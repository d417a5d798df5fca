import { status } from '@grpc/grpc-js';
import { getClient } from '@temporalio/activity';
import pMap from 'p-map';
import { isGrpcServiceError, ServiceError, WorkflowNotFoundError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import type { AttentionReason } from '../contract/attention.js';
import { lookAgainSignal } from '../contract/pre-enroll-user.js';

// A server without visibility, such as the one that skips time in tests.
const withoutLists: readonly number[] = [status.UNIMPLEMENTED];

/**
 * Makes all runs look again that are parked for the reason, because one of them got past it: a repaired configuration resumes everybody
 * whom it had stopped. Repeatable: a look more is harmless, and each run looks by itself too.
 *
 * @returns how many were told
 */
async function tellFellows({ reason }: { reason: AttentionReason }): Promise<{ told: number }> {
  const { workflow } = getClient();
  const query = `WorkflowType = "preEnrollUser" AND ExecutionStatus = "Running" AND AttentionReason = "${reason}"`;
  let told = 0;
  try {
    await pMap(
      workflow.list({ query }),
      async ({ workflowId }) => {
        await workflow.getHandle(workflowId).signal(lookAgainSignal).catch(ifItHasEnded);
        told += 1;
      },
      { concurrency: 10 },
    );
  } catch (error) {
    const cause = error instanceof ServiceError ? error.cause : error;
    if (isGrpcServiceError(cause) && withoutLists.includes(cause.code)) {
      throw ApplicationFailure.nonRetryable('This Temporal server has no lists of runs');
    }
    throw error;
  }
  return { told };
}

function ifItHasEnded(error: unknown): void {
  if (!(error instanceof WorkflowNotFoundError)) throw error;
}

export const fellowActivities = { tellFellows };
