import { AsyncLocalStorage } from 'node:async_hooks';
import {
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  type Context,
  type Span,
} from '@opentelemetry/api';
import { detectResourcesSync, envDetectorSync, Resource } from '@opentelemetry/resources';
import {
  BasicTracerProvider,
  RandomIdGenerator,
  type SpanProcessor,
} from '@opentelemetry/sdk-trace-base';
import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';
import type { WorkflowInfo } from '@temporalio/workflow';
import type { BegunRun } from '../contract/begun-run.js';
import type { TraceParent } from '../contract/run-headers.js';
import type { InSpan } from './tracing.js';

const kinds = {
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  internal: SpanKind.INTERNAL,
};

/** What Temporal says where there is nothing to do. */
const expected: ReadonlySet<string> = new Set([
  'WorkflowExecutionAlreadyStartedError',
  'WorkflowNotFoundError',
]);

/** Makes spans, and hands those that have ended to the processor. */
export function createSpans(serviceName: string, processor: SpanProcessor) {
  const random = new RandomIdGenerator();
  let nextSpanId: string | undefined;
  const provider = new BasicTracerProvider({
    resource: Resource.default()
      .merge(new Resource({ 'service.name': serviceName }))
      .merge(detectResourcesSync({ detectors: [envDetectorSync] })),
    spanProcessors: [processor],
    idGenerator: {
      generateTraceId: random.generateTraceId,
      generateSpanId: () => nextSpanId ?? random.generateSpanId(),
    },
  });
  const tracer = provider.getTracer('preenroll');
  const underWay = new AsyncLocalStorage<Context>();

  const inSpan: InSpan = (start, work) => {
    const parent = start.parent ? contextOf(start.parent) : (underWay.getStore() ?? ROOT_CONTEXT);
    const { name, facts = {} } = start;
    const span = tracer.startSpan(name, { kind: kinds[start.kind], attributes: facts }, parent);
    return underWay.run(trace.setSpan(parent, span), async () => {
      try {
        return await work({
          context: parentOf(span),
          note: (more) => void span.setAttributes(more),
        });
      } catch (error) {
        noteError(span, error);
        throw error;
      } finally {
        span.end();
      }
    });
  };

  /** The run has an id by now: its activities name it. */
  function begun(
    { workflowId, workflowType, runId }: WorkflowInfo,
    { traceId, parentSpanId, spanId, startedAt, begunAt }: BegunRun,
  ): void {
    nextSpanId = spanId;
    const span = tracer.startSpan(
      `RunWorkflow:${workflowType}`,
      { startTime: startedAt, attributes: { temporalWorkflowId: workflowId, run_id: runId } },
      contextOf({ traceId, spanId: parentSpanId, flags: '01' }),
    );
    nextSpanId = undefined;
    span.end(begunAt);
  }

  return { inSpan, begun, shutDown: () => provider.shutdown() };
}

function contextOf({ traceId, spanId, flags }: TraceParent): Context {
  const traceFlags = Number.parseInt(flags, 16);
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags, isRemote: true });
}

function parentOf(span: Span): TraceParent {
  const { traceId, spanId, traceFlags } = span.spanContext();
  return { traceId, spanId, flags: traceFlags.toString(16).padStart(2, '0') };
}

/** By its name alone: a message may quote anything. */
function noteError(span: Span, error: unknown): void {
  const isFailure = error instanceof ApplicationFailure;
  const name = (isFailure && error.type) || (error instanceof Error ? error.name : typeof error);
  span.setAttribute('error.type', name);
  const isBenign = isFailure && error.category === ApplicationFailureCategory.BENIGN;
  if (!isBenign && !expected.has(name))
    span.setStatus({ code: SpanStatusCode.ERROR, message: name });
}
