import { BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';
import type { Logger } from 'pino';
import { createExporter } from './create-exporter.js';
import { createSpans } from './create-spans.js';
import { traceActivities, traceClient, traceOkta } from './traced.js';
import type { Tracing } from './tracing.js';

export interface TracingOptions {
  /** Where OTLP is taken over HTTP, with the path. */
  url: string;
  headers: Record<string, string>;
  /** `preenroll-worker` and the like; `OTEL_SERVICE_NAME` overrides it. */
  serviceName: string;
  logger: Pick<Logger, 'info' | 'warn'>;
}

/** Above what a collector that answers at all needs. */
const closeWithinMs = 2_500;

/**
 * Tracing by OpenTelemetry: spans are kept in memory, some thousands at most, and sent by OTLP every few seconds. A collector that is away costs spans, and nothing else. Sampling, batches and
 * resource attributes are set by OpenTelemetry's own variables.
 */
export function createTracing({ serviceName, ...options }: TracingOptions): Tracing {
  const { inSpan, begun, shutDown } = createSpans(
    serviceName,
    new BatchSpanProcessor(createExporter(options)),
  );
  return {
    inSpan,
    ofClient: traceClient(inSpan),
    ofActivities: traceActivities(inSpan),
    ofWorkflows: { traces: { begun: { fn: begun } } },
    ofOkta: traceOkta(inSpan),
    async close() {
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, closeWithinMs);
      });
      // That spans could not be sent, the exporter has said.
      await Promise.race([shutDown().catch(() => undefined), late]);
      clearTimeout(timer);
    },
  };
}
