import { status as grpcStatus } from '@grpc/grpc-js';
import {
  ApplicationFailure,
  QueryNotRegisteredError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import { failureType } from '../contract/failures.js';
import type { Refusal } from '../contract/operator.js';
import type { ActOutcome } from './hire-runs.js';
import { grpcCodeOf, grpcDetailsOf, isTemporalUnreachable } from './temporal-errors.js';

/** What the error means that an update, a signal or a cancellation was answered with. */
export function toOutcome(error: unknown): ActOutcome {
  if (error instanceof WorkflowNotFoundError || grpcCodeOf(error) === grpcStatus.NOT_FOUND) {
    return { outcome: 'not-running' };
  }
  if (error instanceof WorkflowUpdateFailedError) return toRefusal(error);
  if (isTemporalUnreachable(error)) {
    return { outcome: 'failed', because: 'temporal-unreachable', problem: grpcDetailsOf(error) };
  }
  if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError) {
    return { outcome: 'failed', because: 'no-worker', problem: 'no worker answered' };
  }
  return { outcome: 'failed', because: 'other', problem: grpcDetailsOf(error) };
}

function toRefusal({ cause, message }: WorkflowUpdateFailedError): ActOutcome {
  if (cause instanceof ApplicationFailure && cause.type === failureType.refused) {
    const [refusal] = (cause.details ?? []) as Refusal[];
    if (refusal !== undefined) return { outcome: 'refused', refusal };
  }
  return { outcome: 'failed', because: 'other', problem: cause?.message ?? message };
}

/** A deadline that has passed can be told as a call that was cancelled, by whichever side notices it first. */
const nobodyThere: readonly grpcStatus[] = [
  grpcStatus.DEADLINE_EXCEEDED,
  grpcStatus.CANCELLED,
  grpcStatus.FAILED_PRECONDITION,
];

/** Why a query got no answer. Undefined if it was not for want of a worker that can answer. */
export function whyUnanswered(error: unknown): string | undefined {
  // Temporal knows after a while that nobody has asked for work; before, it waits as long as the caller does.
  const code = grpcCodeOf(error);
  if (code !== undefined && nobodyThere.includes(code)) return 'no worker answered';
  // The worker has said so: it cannot replay the run, or is of another version.
  return error instanceof QueryNotRegisteredError ? error.message : undefined;
}
