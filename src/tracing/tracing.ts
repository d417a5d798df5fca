import type { WorkflowClientInterceptor } from '@temporalio/client';
import type { ActivityInterceptorsFactory, InjectedSinks } from '@temporalio/worker';
import type { TraceSinks } from '../contract/begun-run.js';
import type { TraceParent } from '../contract/run-headers.js';
import type { TraceCall } from '../okta/traced-fetch.js';

/** Ids of Okta's and Temporal's, names of ours, numbers. No personal data: a trace leaves the company's systems more easily than a log. */
type SpanFacts = Readonly<Record<string, string | number | string[] | undefined>>;

export interface SpanStart {
  name: string;
  kind: 'server' | 'client' | 'internal';
  facts?: SpanFacts;
  /** From another process. Absent: what is under way here, or nothing. */
  parent?: TraceParent | undefined;
}

interface OpenSpan {
  context: TraceParent;
  note(facts: SpanFacts): void;
}

/** Does the work within a span, which ends with it. Rejects as the work does: of an error the span has the name, never the message. */
export type InSpan = <T>(start: SpanStart, work: (span: OpenSpan) => Promise<T>) => Promise<T>;

/** What the parts of a process put around their work, so that one trace leads from a hook to the requests to Okta. */
export interface Tracing {
  inSpan: InSpan;
  ofClient: WorkflowClientInterceptor;
  ofActivities: ActivityInterceptorsFactory;
  ofWorkflows: InjectedSinks<TraceSinks>;
  ofOkta: TraceCall;
  /** Sends what is left, for some seconds at most. Never rejects. */
  close(): Promise<void>;
}

/** What takes what the workflows tell where nobody traces. */
export const noTraces: InjectedSinks<TraceSinks> = { traces: { begun: { fn: () => undefined } } };
