import assert from 'node:assert/strict';
import { Metadata, status, type ServiceError as GrpcError } from '@grpc/grpc-js';
import {
  ApplicationFailure,
  QueryNotRegisteredError,
  ServiceError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import { toOutcome, whyUnanswered } from '../../../src/operate/to-outcome.js';

function grpcError(code: status, details: string): GrpcError {
  return Object.assign(new Error(`${code} ${details}`), {
    ...{ name: 'Error', code, details },
    metadata: new Metadata(),
  });
}

function wrapped(code: status, details: string): ServiceError {
  return new ServiceError('Workflow Update failed', { cause: grpcError(code, details) });
}

function refused(type: string, ...details: unknown[]): WorkflowUpdateFailedError {
  const failure = ApplicationFailure.create({ type, message: 'not now', details });
  return new WorkflowUpdateFailedError('Workflow Update failed', failure);
}

describe('what a request to a run was answered with', () => {
  it('is a refusal if the run says so, with its key', () => {
    assert.deepEqual(toOutcome(refused('Refused', 'too-soon')), {
      outcome: 'refused',
      refusal: 'too-soon',
    });
  });

  it('is a failure if the update failed otherwise, as where the worker is of an older version', () => {
    for (const error of [refused('Error'), refused('Refused')]) {
      assert.deepEqual(toOutcome(error), {
        ...{ outcome: 'failed', because: 'other' },
        problem: 'not now',
      });
    }
  });

  it('is that there is no running run, whether the SDK or Temporal says so', () => {
    const bySdk = new WorkflowNotFoundError(
      'workflow execution already completed',
      'id',
      undefined,
    );
    for (const error of [bySdk, grpcError(status.NOT_FOUND, 'workflow not found')]) {
      assert.deepEqual(toOutcome(error), { outcome: 'not-running' });
    }
  });

  it('is that no worker is there, where nobody has answered in time', () => {
    const { outcome, ...failure } = toOutcome(
      new WorkflowUpdateRPCTimeoutOrCancelledError('Deadline exceeded'),
    );
    assert.equal(outcome, 'failed');
    assert.deepEqual(failure, { because: 'no-worker', problem: 'no worker answered' });
  });

  it('is that Temporal is away, which is told from a missing worker', () => {
    assert.deepEqual(toOutcome(wrapped(status.UNAVAILABLE, 'connection dropped')), {
      ...{ outcome: 'failed', because: 'temporal-unreachable' },
      problem: 'connection dropped',
    });
  });

  it("is otherwise a failure, in Temporal's words", () => {
    assert.deepEqual(toOutcome(wrapped(status.RESOURCE_EXHAUSTED, 'too many updates')), {
      ...{ outcome: 'failed', because: 'other' },
      problem: 'too many updates',
    });
  });
});

describe('a query without an answer', () => {
  it('is for want of a worker, whether Temporal knows it or nobody answered in time', () => {
    for (const code of [status.DEADLINE_EXCEEDED, status.CANCELLED, status.FAILED_PRECONDITION]) {
      assert.equal(whyUnanswered(wrapped(code, 'no poller')), 'no worker answered');
    }
  });

  it('is for what the worker says, where it cannot replay the run', () => {
    const error = new QueryNotRegisteredError('nondeterminism', status.INVALID_ARGUMENT);
    assert.equal(whyUnanswered(error), 'nondeterminism');
  });

  it('is not explained by anything else', () => {
    assert.equal(whyUnanswered(wrapped(status.PERMISSION_DENIED, 'no')), undefined);
    assert.equal(whyUnanswered(new TypeError('a bug')), undefined);
  });
});
