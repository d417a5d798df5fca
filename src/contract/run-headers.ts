import { defaultPayloadConverter, type Headers } from '@temporalio/common';

/**
 * What a run hands on to its activities beside their arguments, in Temporal headers. They are in the history as they are, never encrypted: ids and nothing else. A replay does not look at
 * them, so runs that began before, or without, are not disturbed.
 */
const names = {
  /** The id by which everything is found that one Okta event has led to. */
  correlationId: 'preenroll-correlation-id',
  /** Where a trace goes on, as Temporal's own interceptors for OpenTelemetry write it. */
  trace: '_tracer-data',
} as const;

/** The part of a trace's context that is handed on. https://www.w3.org/TR/trace-context/ */
export interface TraceParent {
  /** 32 hexadecimal digits. */
  traceId: string;
  /** 16 hexadecimal digits. */
  spanId: string;
  /** `01`: somebody keeps the trace. */
  flags: string;
}

/** Undefined where there is none, or not in the form of one: what comes from outside goes into requests and logs. */
export function readCorrelationId(headers: Headers): string | undefined {
  const id = read(headers, names.correlationId);
  return typeof id === 'string' && /^[0-9A-Za-z-]{1,64}$/.test(id) ? id : undefined;
}

export function writeCorrelationId(id: string): Headers {
  return { [names.correlationId]: defaultPayloadConverter.toPayload(id) };
}

export function readTraceParent(headers: Headers): TraceParent | undefined {
  const carried = read(headers, names.trace);
  if (typeof carried !== 'object' || carried === null || !('traceparent' in carried))
    return undefined;
  const [, traceId, spanId, flags] =
    /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/.exec(String(carried.traceparent)) ?? [];
  return traceId && spanId && flags ? { traceId, spanId, flags } : undefined;
}

export function writeTraceParent({ traceId, spanId, flags }: TraceParent): Headers {
  const carried = { traceparent: `00-${traceId}-${spanId}-${flags}` };
  return { [names.trace]: defaultPayloadConverter.toPayload(carried) };
}

function read(headers: Headers, name: string): unknown {
  const payload = headers[name];
  return payload && defaultPayloadConverter.fromPayload<unknown>(payload);
}
