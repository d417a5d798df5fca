/** How an activity that asked Okta came to its result: the worker adds it to what is an object, or nothing. */
export interface ActivityTrace {
  attempts: number;
  /** Okta's ids of the requests of the last attempt, by which its support finds them. */
  oktaRequestIds: string[];
}

/** The trace in a result of an activity; undefined where an earlier version of the worker added none. */
export function traceOf(result: unknown): ActivityTrace | undefined {
  return typeof result === 'object' && result !== null && 'trace' in result
    ? (result.trace as ActivityTrace)
    : undefined;
}

/** The result without its trace; undefined if nothing is left. */
export function withoutTrace(result: unknown): unknown {
  if (traceOf(result) === undefined) return result;
  const rest = Object.entries(result as object).filter(([key]) => key !== 'trace');
  return rest.length === 0 ? undefined : Object.fromEntries(rest);
}
