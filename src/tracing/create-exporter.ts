import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import type { SpanExporter } from '@opentelemetry/sdk-trace-base';
import type { TracingOptions } from './create-tracing.js';

/** A collector is near, and nobody waits for it. */
const timeoutMillis = 2_000;

/** Sends spans by OTLP, and says once when the collector does not take them, and when it does again. */
export function createExporter({
  url,
  headers,
  logger,
}: Omit<TracingOptions, 'serviceName'>): SpanExporter {
  const exporter = new OTLPTraceExporter({ url, headers, timeoutMillis });
  let isTaken = true;
  return {
    export(spans, done) {
      exporter.export(spans, (result) => {
        const wasTaken = isTaken;
        isTaken = result.error === undefined;
        if (wasTaken && !isTaken) {
          // Its message may hold the address, its answer anything.
          logger.warn(
            { error: nameOf(result.error) },
            'The collector of traces does not take them',
          );
        }
        if (!wasTaken && isTaken) logger.info('The collector of traces takes them again');
        done(result);
      });
    },
    forceFlush: () => exporter.forceFlush(),
    shutdown: () => exporter.shutdown(),
  };
}

function nameOf(error: (Error & { code?: unknown }) | undefined): string | undefined {
  const { name, code } = error ?? {};
  return typeof code === 'string' || typeof code === 'number' ? `${name} ${code}` : name;
}
