import type { ActivityInboundCallsInterceptor } from '@temporalio/worker';
import type { ActivityTrace } from '../contract/activity-trace.js';
import { collectRequestIds } from '../okta/request-ids.js';

/**
 * Adds to the result of an activity that has asked Okta how it came about, for the run to show it to operators. Lists and plain values
 * stay as they are.
 *
 * @param attempt the activity's attempt, from 1
 */
export function createActivityTracer(attempt: number): ActivityInboundCallsInterceptor {
  return {
    async execute(input, next) {
      const { result, requestIds } = await collectRequestIds(() => next(input));
      if (requestIds.length === 0) return result;
      if (result !== undefined && !isRecord(result)) return result;
      const trace: ActivityTrace = { attempts: attempt, oktaRequestIds: requestIds };
      return { ...result, trace };
    },
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
