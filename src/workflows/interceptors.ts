import type { Headers } from '@temporalio/common';
import { proxySinks, workflowInfo, type WorkflowInterceptorsFactory } from '@temporalio/workflow';
import type { BegunRun, TraceSinks } from '../contract/begun-run.js';
import {
  readTraceParent,
  writeCorrelationId,
  writeTraceParent,
  type TraceParent,
} from '../contract/run-headers.js';

const { traces } = proxySinks<TraceSinks>();

/**
 * Stands around every workflow: what the run was begun by goes with all its activities and into all its log lines. No command of the workflow depends on it, so
 * histories replay with it and without it, whether they were recorded in a trace or not.
 */
export const interceptors: WorkflowInterceptorsFactory = () => {
  let correlationId: string | undefined;
  let handedOn: Headers = {};

  return {
    inbound: [
      {
        execute(input, next) {
          correlationId = eventUuidIn(input.args) ?? workflowInfo().firstExecutionRunId;
          handedOn = writeCorrelationId(correlationId);
          const parent = readTraceParent(input.headers);
          if (parent) handedOn = { ...handedOn, ...writeTraceParent(begin(parent)) };
          return next(input);
        },
      },
    ],
    outbound: [
      {
        scheduleActivity: (input, next) =>
          next({ ...input, headers: { ...input.headers, ...handedOn } }),
        continueAsNew: (input, next) =>
          next({ ...input, headers: { ...input.headers, ...handedOn } }),
        getLogAttributes: (input, next) =>
          next({ ...input, ...(correlationId !== undefined && { correlationId }) }),
      },
    ],
  };
};

/** The System Log's id of the event that began the run, from the input of whatever workflow an event begins. */
function eventUuidIn([input]: readonly unknown[]): string | undefined {
  const { event } = (input ?? {}) as { event?: { uuid?: unknown } };
  return typeof event?.uuid === 'string' ? event.uuid : undefined;
}

/**
 * The run as a span of the trace that has started it. It ends where the workflow begins: runs take weeks, and a span is not seen before it ends. Its id is the end
 * of the run's, which is random: drawing one would change what the workflow draws next.
 */
function begin(parent: TraceParent): TraceParent {
  const { runId, startTime } = workflowInfo();
  const { traceId, flags } = parent;
  const spanId = runId.replaceAll('-', '').slice(-16);
  const run: BegunRun = {
    ...{ traceId, spanId, parentSpanId: parent.spanId },
    ...{ startedAt: startTime.getTime(), begunAt: Date.now() },
  };
  if (flags === '01') traces.begun(run);
  return { traceId, spanId, flags };
}
