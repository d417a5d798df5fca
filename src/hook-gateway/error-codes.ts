/**
 * Names and codes of an error and of what caused it, such as `ServiceError 14` for gRPC's UNAVAILABLE. Not the messages: they may
 * repeat what the request said.
 */
export function errorCodes(error: unknown): string[] {
  if (error instanceof AggregateError) return [...new Set(error.errors.flatMap(errorCodes))];
  if (!(error instanceof Error)) return [typeof error];
  const marked = error.cause instanceof Error ? error.cause : error;
  return ['code' in marked ? `${error.name} ${String(marked.code)}` : error.name];
}
