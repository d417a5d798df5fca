import type { ActivityInboundCallsInterceptor } from '@temporalio/worker';
import type { Info } from '@temporalio/activity';
import { usualPriority, withUrgency } from '../okta/pacing/call-urgency.js';

/** An activity's calls to Okta wait for their turn by the activity's own priority, also on a server that does not order tasks by it. */
export function createCallPriority({
  priority,
}: Pick<Info, 'priority'>): ActivityInboundCallsInterceptor {
  return {
    execute: (input, next) =>
      withUrgency(priority?.priorityKey ?? usualPriority, () => next(input)),
  };
}
