import type { ActivityInterceptorsFactory } from '@temporalio/worker';
import { createCallPriority } from './call-priority.js';
import { createErrorClassifier } from './classify-error.js';
import { createCorrelation } from './correlate.js';
import { createEffectRecorder, type RecorderOptions } from './record-effects.js';
import { createFreezeGuard } from './freeze-guard.js';
import { createActivityTracer } from './trace-activity.js';

/**
 * What stands around every activity, the outermost first.
 *
 * @param audit absent where nothing is recorded
 * @param traced absent where nothing is traced
 */
export function createActivityInterceptors(
  isFrozen: () => Promise<boolean>,
  audit: RecorderOptions | undefined,
  traced?: ActivityInterceptorsFactory,
): ActivityInterceptorsFactory[] {
  return [
    createCorrelation,
    ...(traced ? [traced] : []),
    ({ info }) => ({ inbound: createErrorClassifier(info.attempt) }),
    ({ info }) => ({ inbound: createFreezeGuard(isFrozen, info.activityType) }),
    ...(audit ? [createEffectRecorder(audit)] : []),
    ({ info }) => ({ inbound: createActivityTracer(info.attempt) }),
    ({ info }) => ({ inbound: createCallPriority(info) }),
  ];
}
