import { z } from 'zod';

/**
 * OpenTelemetry's own variables. The ones that are only read by its library stand here so that they are checked and documented with the others.
 * https://opentelemetry.io/docs/specs/otel/protocol/exporter/
 */
export const tracingVariables = {
  OTEL_EXPORTER_OTLP_ENDPOINT: z
    .url({
      protocol: /^https?$/,
      error: 'must be a URL with http:// or https://',
    })
    .optional(),
  OTEL_EXPORTER_OTLP_HEADERS: z
    .string()
    .regex(
      /^\s*[\w-]+\s*=[^,]*(,\s*[\w-]+\s*=[^,]*)*$/,
      'must be name=value, with commas between several',
    )
    .optional(),
  OTEL_EXPORTER_OTLP_PROTOCOL: z
    .literal('http/protobuf', { error: 'must be http/protobuf, the only one there is' })
    .optional(),
  OTEL_SERVICE_NAME: z.string().optional(),
  OTEL_RESOURCE_ATTRIBUTES: z.string().optional(),
  OTEL_TRACES_SAMPLER: z.string().optional(),
  OTEL_TRACES_SAMPLER_ARG: z.string().optional(),
};

export interface TracingConfig {
  /** Where the collector takes traces. */
  url: string;
  headers: Record<string, string>;
}

type TracingEnvironment = z.output<z.ZodObject<typeof tracingVariables>>;

/** Undefined where no collector is named. */
export function toTracing(env: TracingEnvironment): TracingConfig | undefined {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_EXPORTER_OTLP_HEADERS: headers = '' } = env;
  if (endpoint === undefined) return undefined;
  return {
    url: `${endpoint.replace(/\/$/, '')}/v1/traces`,
    headers: Object.fromEntries(
      headers
        .split(',')
        .filter((header) => header.trim() !== '')
        .map((header) => {
          const at = header.indexOf('=');
          return [header.slice(0, at).trim(), decodeURIComponent(header.slice(at + 1).trim())];
        }),
    ),
  };
}
