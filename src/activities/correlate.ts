import type { ActivityInterceptors } from '@temporalio/worker';
import { readCorrelationId } from '../contract/run-headers.js';
import { withCorrelationId } from '../okta/correlation.js';

/** Puts the id that the run hands on into the activity's log lines and into its requests to Okta. */
export function createCorrelation(): ActivityInterceptors {
  let correlationId: string | undefined;
  return {
    inbound: {
      execute(input, next) {
        correlationId = readCorrelationId(input.headers);
        return withCorrelationId(correlationId, () => next(input));
      },
    },
    outbound: {
      getLogAttributes: (input, next) =>
        next({ ...input, ...(correlationId !== undefined && { correlationId }) }),
    },
  };
}
