import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';
import type { ActivityInboundCallsInterceptor } from '@temporalio/worker';
import { failureType } from '../contract/failures.js';

/**
 * The activities that change something in the world, by name. All others only read, or only talk to Temporal: runs are started, and stop
 * before their first change. What a company's own workflows do with event cards is not ours to freeze.
 */
export const effects: ReadonlySet<string> = new Set([
  'addToGroup',
  'removeFromGroup',
  'enrollSms',
  'unenrollSms',
  'activateUser',
  'sendMfaEnrolledMail',
  'sendReminder',
  'sendEscalation',
  'enrollFactor',
  'activateFactor',
  'resendFactorCode',
  'awaitPush',
  'unenrollPendingFactor',
  'openReactionTicket',
  'askThePerson',
  'tellSecurity',
  'postToChat',
  'writeStormTicket',
  'mailOfStorm',
  'postStormToChat',
  'sendDriftMail',
]);

/**
 * Keeps an activity that changes something from its beginning while everything is frozen. Temporal tries it again every half a minute at
 * most, without end, so that nothing is lost. What has begun already ends. If it cannot be known whether everything is frozen, the attempt
 * fails with Temporal's error, and is made again.
 */
export function createFreezeGuard(
  isFrozen: () => Promise<boolean>,
  activityType: string,
): ActivityInboundCallsInterceptor {
  return {
    async execute(input, next) {
      if (effects.has(activityType) && (await isFrozen())) throw frozen();
      return next(input);
    },
  };
}

function frozen(): ApplicationFailure {
  return ApplicationFailure.create({
    type: failureType.frozen,
    message:
      'Everything is frozen: nothing is changed until the run `freeze` is ended. This is tried again by itself.',
    // Spread, so that what was held does not come back all at once.
    nextRetryDelay: 15_000 + Math.round(Math.random() * 15_000),
    // Expected: no warning in the log, no failure in the metrics.
    category: ApplicationFailureCategory.BENIGN,
  });
}
