import type { ActivityInterceptorsFactory } from '@temporalio/worker';
import { createCallPriority } from './call-priority.js';
import { createErrorClassifier } from './classify-error.js';
import { createFreezeGuard } from './freeze-guard.js';
import { createActivityTracer } from './trace-activity.js';

/** What stands around every activity, the outermost first. */
export function createActivityInterceptors(
  isFrozen: () => Promise<boolean>,
): ActivityInterceptorsFactory[] {
  return [
    ({ info }) => ({ inbound: createErrorClassifier(info.attempt) }),
    ({ info }) => ({ inbound: createFreezeGuard(isFrozen, info.activityType) }),
    ({ info }) => ({ inbound: createActivityTracer(info.attempt) }),
    ({ info }) => ({ inbound: createCallPriority(info) }),
  ];
}
