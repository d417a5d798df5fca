import type { Sinks } from '@temporalio/workflow';

/** A run that has begun as part of a trace: a span, for whoever collects them. */
export interface BegunRun {
  traceId: string;
  parentSpanId: string;
  spanId: string;
  /** When Temporal took the start, and when the workflow began; in milliseconds since 1970. */
  startedAt: number;
  begunAt: number;
}

/** How the workflows tell of it, outside of their sandbox. A replay tells nothing. */
export interface TraceSinks extends Sinks {
  traces: { begun(run: BegunRun): void };
}
