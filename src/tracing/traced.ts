import type { WorkflowClientInterceptor } from '@temporalio/client';
import type { ActivityInterceptorsFactory } from '@temporalio/worker';
import { readCorrelationId, readTraceParent, writeTraceParent } from '../contract/run-headers.js';
import type { TraceCall } from '../okta/traced-fetch.js';
import type { InSpan } from './tracing.js';

/** What is started and signaled goes on in the same trace. */
export function traceClient(inSpan: InSpan): WorkflowClientInterceptor {
  return {
    startWithDetails: (input, next) =>
      inSpan(
        {
          ...{ name: `StartWorkflow:${input.workflowType}`, kind: 'client' },
          facts: { temporalWorkflowId: input.options.workflowId },
        },
        ({ context }) =>
          next({ ...input, headers: { ...input.headers, ...writeTraceParent(context) } }),
      ),
    signal: (input, next) =>
      inSpan(
        {
          ...{ name: `SignalWorkflow:${input.signalName}`, kind: 'client' },
          facts: { temporalWorkflowId: input.workflowExecution.workflowId },
        },
        ({ context }) =>
          next({ ...input, headers: { ...input.headers, ...writeTraceParent(context) } }),
      ),
  };
}

/** Each attempt of an activity, in the trace of its run. */
export function traceActivities(inSpan: InSpan): ActivityInterceptorsFactory {
  return ({ info }) => ({
    inbound: {
      execute: (input, next) =>
        inSpan(
          {
            ...{ name: `RunActivity:${info.activityType}`, kind: 'internal' },
            parent: readTraceParent(input.headers),
            facts: {
              temporalWorkflowId: info.workflowExecution?.workflowId,
              run_id: info.workflowExecution?.runId,
              temporalActivityId: info.activityId,
              'preenroll.attempt': info.attempt,
              'preenroll.correlation_id': readCorrelationId(input.headers),
            },
          },
          () => next(input),
        ),
    },
  });
}

/** Each request to Okta, from its turn on. Its name has neither ids nor a query. */
export function traceOkta(inSpan: InSpan): TraceCall {
  return (name, call) =>
    inSpan(
      { name, kind: 'client', facts: { 'http.request.method': name.split(' ')[0] } },
      async (span) => {
        const answer = await call();
        span.note({
          'http.response.status_code': answer.response.status,
          'okta.request_id': answer.requestId,
        });
        return answer;
      },
    );
}
