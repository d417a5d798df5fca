import {
  Client,
  defaultPayloadConverter,
  type ConnectionLike,
  type StartWorkflowExecutionRequest,
  type WorkflowService,
} from '@temporalio/client';
import type { Door } from '../../../src/dispatch/door.js';
import { createSignalAllowance } from '../../../src/dispatch/signal-allowance.js';

type SignalRequest = Parameters<WorkflowService['signalWorkflowExecution']>[0];

/** `WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE` on the wire. */
const rejectDuplicate = 3;

/** gRPC status codes, as Temporal uses them. */
export const grpc = {
  ...{ notFound: 5, alreadyExists: 6 },
  ...{ invalidArgument: 3, resourceExhausted: 8, unavailable: 14 },
};

/** Temporal's memory of runs behind a real client: the requests are the ones that would go over the wire. */
export class FakeTemporal {
  readonly starts: StartWorkflowExecutionRequest[] = [];
  readonly signals: SignalRequest[] = [];
  readonly deadlines: (number | Date)[] = [];
  /** Workflow ids whose calls fail, with the gRPC status code. */
  readonly failing = new Map<string, number>();
  /** Workflow ids whose runs have had all the signals that Temporal allows. */
  readonly closedToSignals = new Set<string>();
  private readonly runs = new Map<string, 'running' | 'ended'>();

  readonly client = new Client({
    connection: {
      plugins: [],
      workflowService: {
        startWorkflowExecution: (request: StartWorkflowExecutionRequest) => this.start(request),
        signalWorkflowExecution: (request: SignalRequest) => this.signal(request),
      },
      withDeadline: <T>(deadline: number | Date, call: () => Promise<T>) => {
        this.deadlines.push(deadline);
        return call();
      },
      withAbortSignal: <T>(_signal: AbortSignal, call: () => Promise<T>) => call(),
    } as unknown as ConnectionLike,
  });

  readonly door: Door = { client: this.client, allowance: createSignalAllowance() };

  /** The arguments of a start or signal, as the workflow will see them. */
  static argumentsOf({ input }: Pick<StartWorkflowExecutionRequest, 'input'>): unknown[] {
    return (input?.payloads ?? []).map((payload) => defaultPayloadConverter.fromPayload(payload));
  }

  end(workflowId: string): void {
    this.runs.set(workflowId, 'ended');
  }

  private start(request: StartWorkflowExecutionRequest): Promise<{ runId: string }> {
    const workflowId = request.workflowId ?? '';
    const failure = this.failing.get(workflowId);
    if (failure !== undefined) return Promise.reject(grpcError(failure));
    const run = this.runs.get(workflowId);
    if (
      run === 'running' ||
      (run === 'ended' && Number(request.workflowIdReusePolicy) === rejectDuplicate)
    )
      return Promise.reject(grpcError(grpc.alreadyExists));
    this.runs.set(workflowId, 'running');
    this.starts.push(request);
    return Promise.resolve({ runId: `run-of-${workflowId}` });
  }

  private signal(request: SignalRequest): Promise<object> {
    const workflowId = request.workflowExecution?.workflowId ?? '';
    const failure = this.failing.get(workflowId);
    if (failure !== undefined) return Promise.reject(grpcError(failure));
    if (this.runs.get(workflowId) !== 'running') return Promise.reject(grpcError(grpc.notFound));
    if (this.closedToSignals.has(workflowId)) {
      const details = 'exceeded workflow execution limit for signal events';
      return Promise.reject(grpcError(grpc.invalidArgument, details));
    }
    this.signals.push(request);
    return Promise.resolve({});
  }
}

function grpcError(code: number, details = ''): Error {
  const metadata = { get: () => [] };
  return Object.assign(new Error(`gRPC status ${code}`), { code, details, metadata });
}
