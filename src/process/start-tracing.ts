import type { Logger } from 'pino';
import type { TracingConfig } from '../configuration/tracing-config.js';
import type { Tracing } from '../tracing/tracing.js';

/** Without a collector nothing of OpenTelemetry is loaded. */
export async function startTracing(
  config: TracingConfig | undefined,
  serviceName: string,
  logger: Logger,
): Promise<Tracing | undefined> {
  if (config === undefined) return undefined;
  const { createTracing } = await import('../tracing/create-tracing.js');
  logger.info('Traces are sent to a collector');
  return createTracing({ ...config, serviceName, logger });
}

/** To be closed after what it traces. */
export function tracingPart(tracing: Tracing | undefined) {
  return tracing ? [{ name: 'tracing', close: () => tracing.close() }] : [];
}
