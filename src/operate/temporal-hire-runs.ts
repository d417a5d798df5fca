import {
  WorkflowNotFoundError,
  type Client,
  type WorkflowExecutionDescription,
  type WorkflowExecutionInfo,
} from '@temporalio/client';
import { optionalTsToDate } from '@temporalio/common/lib/time.js';
import { status as grpcStatus } from '@grpc/grpc-js';
import {
  correctPhoneUpdate,
  resendActivationUpdate,
  resumeUpdate,
  undoUpdate,
  type OperatorRequest,
} from '../contract/operator.js';
import { readRequest } from '../contract/operator-request.js';
import {
  statusQuery,
  type PreEnrollUser,
  type PreEnrollUserStatus,
} from '../contract/pre-enroll-user.js';
import {
  attentionReason,
  enrollmentStage,
  hireBatch,
  oktaUserId,
  stageSince,
} from '../contract/search-attributes.js';
import { preEnrollUserWorkflowId } from '../contract/workflow-ids.js';
import type { Hire, HireRun, HireRuns } from './hire-runs.js';
import { toOutcome, whyUnanswered } from './to-outcome.js';
import { cancelRun } from './cancel-run.js';
import { withinDeadline } from './within-deadline.js';
import { grpcCodeOf, grpcDetailsOf, QueryRefusedError } from './temporal-errors.js';

/** A signal has the same name as its update. */
const messageNames = {
  resume: resumeUpdate.name,
  resendActivation: resendActivationUpdate.name,
  correctPhone: correctPhoneUpdate.name,
  undo: undoUpdate.name,
};

/** What a worker answers within, or is not there. */
const askWithinMs = 5_000;
const updateWithinMs = 15_000;

const pageSize = 1_000;

/** {@link HireRuns} over a client of Temporal. */
export function createHireRuns(client: Client): HireRuns {
  const handleOf = (userId: string) =>
    client.workflow.getHandle<PreEnrollUser>(preEnrollUserWorkflowId(userId));

  return {
    async *list(query) {
      const runs = client.workflow.list({ query, pageSize })[Symbol.asyncIterator]();
      for (;;) {
        const next = await withinDeadline(client, () => runs.next()).catch(rethrowQueryRefusal);
        if (next.done) return;
        // A query with an `OR` that somebody has left outside of the parentheses finds others too.
        const { type, status } = next.value;
        if (type === 'preEnrollUser' && status.name === 'RUNNING') yield toHire(next.value);
      }
    },

    async find(userId) {
      try {
        return toHireRun(await withinDeadline(client, () => handleOf(userId).describe()));
      } catch (error) {
        if (error instanceof WorkflowNotFoundError) return undefined;
        throw error;
      }
    },

    async ask(userId) {
      try {
        const status = await withinDeadline(
          client,
          () => handleOf(userId).query(statusQuery),
          askWithinMs,
        );
        return { status };
      } catch (error) {
        const unanswered = whyUnanswered(error);
        if (unanswered === undefined) throw error;
        return { unanswered };
      }
    },

    readResult: (userId) => withinDeadline(client, () => handleOf(userId).result()),

    async act(userId, action, how) {
      const handle = handleOf(userId);
      const { act, request } = action;
      try {
        if (act === 'cancel') {
          await withinDeadline(client, () =>
            cancelRun(client, preEnrollUserWorkflowId(userId), request),
          );
          return { outcome: 'sent' };
        }
        if (how?.bySignal) {
          await withinDeadline(client, () =>
            handle.signal<[OperatorRequest]>(messageNames[act], request),
          );
          return { outcome: 'sent' };
        }
        const status = await withinDeadline(
          client,
          () =>
            handle.executeUpdate<PreEnrollUserStatus, [OperatorRequest]>(messageNames[act], {
              args: [request],
            }),
          updateWithinMs,
        );
        return { outcome: 'done', status };
      } catch (error) {
        return toOutcome(error);
      }
    },
  };
}

function rethrowQueryRefusal(error: unknown): never {
  if (grpcCodeOf(error) !== grpcStatus.INVALID_ARGUMENT) throw error;
  throw new QueryRefusedError(`Temporal does not take the query: ${grpcDetailsOf(error)}`);
}

function toHire({
  workflowId,
  typedSearchAttributes,
  startTime,
}: Pick<WorkflowExecutionInfo, 'workflowId' | 'typedSearchAttributes' | 'startTime'>): Hire {
  const reason = typedSearchAttributes.get(attentionReason);
  const batch = typedSearchAttributes.get(hireBatch);
  return {
    userId:
      typedSearchAttributes.get(oktaUserId) ?? workflowId.slice(preEnrollUserWorkflowId('').length),
    workflowId,
    stage: typedSearchAttributes.get(enrollmentStage) ?? 'preparing',
    ...(reason !== undefined && { reason }),
    since: typedSearchAttributes.get(stageSince) ?? startTime,
    ...(batch !== undefined && { batch }),
  };
}

function toHireRun(description: WorkflowExecutionDescription): HireRun {
  const { status, startTime, closeTime, raw } = description;
  const startedBy = readRequest(description.memo);
  const { attempt: workflowTaskAttempts } = raw.pendingWorkflowTask ?? {};
  return {
    ...toHire(description),
    runStatus: status.name,
    startedAt: startTime,
    ...(closeTime && { closedAt: closeTime }),
    ...('request' in startedBy && { startedBy: startedBy.request }),
    pending: (raw.pendingActivities ?? []).map(
      ({ activityType, attempt, lastFailure, nextAttemptScheduleTime }) => {
        const type = lastFailure?.applicationFailureInfo?.type;
        const nextTryAt = optionalTsToDate(nextAttemptScheduleTime);
        return {
          activity: activityType?.name ?? 'unknown',
          attempt: attempt ?? 1,
          ...(lastFailure && {
            lastFailure: { ...(type && { type }), message: lastFailure.message ?? '' },
          }),
          ...(nextTryAt && { nextTryAt }),
        };
      },
    ),
    ...(workflowTaskAttempts && { workflowTaskAttempts }),
  };
}
