import type { ActivityInboundCallsInterceptor } from '@temporalio/worker';
import type { ActivityTrace } from '../contract/activity-trace.js';
import { collectRequestIds } from '../okta/request-ids.js';

/**
 * Adds to each result that is an object, or nothing, how it came about: the run shows it to operators. Lists and plain values stay as
 * they are.
 *
 * @param attempt the activity's attempt, from 1
 */
export function createActivityTracer(attempt: number): ActivityInboundCallsInterceptor {
  return {
    async execute(input, next) {
      const { result, requestIds } = await collectRequestIds(() => next(input));
      if (result !== undefined && !isRecord(result)) return result;
      const trace: ActivityTrace = { attempts: attempt, oktaRequestIds: requestIds };
      return { ...result, trace };
    },
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
