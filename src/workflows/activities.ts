import {
  ActivityCancellationType,
  proxyActivities,
  workflowInfo,
  type ActivityOptions,
} from '@temporalio/workflow';
import type { BackfillActivities } from '../activities/backfill.js';
import type { FactorActivities } from '../activities/factors.js';
import type { GroupASweepActivities } from '../activities/group-a-sweep.js';
import type { Activities } from '../activities/index.js';
import type { surgeActivities } from '../activities/surge.js';
import { activityQueue, type QueuedBucket } from '../contract/task-queues.js';
import { urgency } from '../contract/urgency.js';

// Retried without end: an outage of a day must not end a run. What only a person can repair does not retry; it parks the run.
const retry = {
  initialInterval: '1 second',
  backoffCoefficient: 2,
  maximumInterval: '1 minute',
} as const;

// At most four HTTP calls of 7 seconds each, and 10 seconds in which they wait for their turn: an attempt that timed out has ended before the
// next one begins. What must wait longer gives its slot back.
const startToCloseTimeout = '40 seconds';

/** Up to six calls, or those for the policies and the rules of each. */
const slowly = { startToCloseTimeout: '75 seconds', retry } as const;

/**
 * A person waits with a code in hand. What an attempt has enrolled must be known, also where it is stopped: it is unenrolled then.
 */
export const factors = onQueueOf<FactorActivities>('users', {
  ...slowly,
  priority: urgency.groupSwitch,
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
});

/** The scarcest bucket. */
export const users = onQueueOf<
  Pick<Activities, 'readHire' | 'isSmsAllowed' | 'enrollSms' | 'unenrollSms' | 'activateUser'>
>('users', slowly);

export const userReads = onQueueOf<Pick<Activities, 'checkActivation' | 'planWaiting'>>(
  'user-reads',
  { startToCloseTimeout, retry },
);

export const groups = onQueueOf<
  Pick<Activities, 'addToGroup' | 'removeFromGroup' | 'checkPolicies'>
>('groups', slowly);

export const logs = onQueueOf<Pick<Activities, 'checkOwnGroupA'>>('logs', {
  startToCloseTimeout,
  retry,
});

/** For somebody who has just signed in. */
export const looking = onQueueOf<Pick<Activities, 'checkActivation'>>('user-reads', {
  ...{ startToCloseTimeout, retry },
  priority: urgency.groupSwitch,
});
export const switching = onQueueOf<Pick<Activities, 'addToGroup' | 'checkPolicies'>>('groups', {
  ...slowly,
  priority: urgency.groupSwitch,
});

/** Between the two groups nobody stays for long without being on the operators' list. */
export const leavingGroupA = onQueueOf<Pick<Activities, 'removeFromGroup'>>('groups', {
  ...{ startToCloseTimeout, retry },
  scheduleToCloseTimeout: '10 minutes',
  priority: urgency.groupSwitch,
});

/** Nothing is asked. */
export const local = proxyActivities<Pick<Activities, 'readExpiryEffects'>>({
  startToCloseTimeout,
  retry,
});

/** One to four calls to Okta and one SMTP dialogue. */
export const mail = proxyActivities<Pick<Activities, 'sendMfaEnrolledMail' | 'sendReminder'>>({
  startToCloseTimeout: '75 seconds',
  retry,
});
export const reminders = proxyActivities<Pick<Activities, 'sendReminder' | 'sendEscalation'>>({
  ...{ startToCloseTimeout: '75 seconds', retry },
  priority: urgency.reminder,
});

/** Runs that are parked look by themselves too: telling them is worth a few tries, and holds up nobody. */
export const fellows = proxyActivities<Pick<Activities, 'tellFellows'>>({
  startToCloseTimeout: '5 minutes',
  retry: { ...retry, maximumAttempts: 3 },
});

/** Calls to Temporal itself, a few milliseconds each. */
export const dispatch = proxyActivities<Pick<Activities, 'dispatchEvents'>>({
  startToCloseTimeout: '30 seconds',
  retry,
});

/** One call to Okta's System Log, then for each card up to one to Okta and one to Temporal. What does not go through soon holds up nobody's enrollment. */
export const eventCards = onQueueOf<Pick<Activities, 'startEventCards'>>('logs', {
  startToCloseTimeout: '2 minutes',
  retry: { ...retry, maximumAttempts: 5 },
});

/** Up to seven calls, two of them to the System Log. */
export const assessments = onQueueOf<Pick<Activities, 'assessActivation'>>('logs', slowly);

/** A row of the audit store, or a few calls to Temporal itself. */
export const reactions = proxyActivities<
  Pick<Activities, 'recordReaction' | 'joinReaction' | 'joinStorm'>
>({ startToCloseTimeout: '30 seconds', retry });

/** A row of the audit store. */
export const records = proxyActivities<Pick<Activities, 'recordEnd'>>({
  startToCloseTimeout: '30 seconds',
  retry,
});

/** A call to Okta, then one SMTP dialogue or up to three calls of five seconds to another company's system. */
export const alerts = proxyActivities<
  Pick<Activities, 'openReactionTicket' | 'askThePerson' | 'tellSecurity' | 'postToChat'>
>({ startToCloseTimeout: '75 seconds', retry });

export const storms = proxyActivities<
  Pick<Activities, 'writeStormTicket' | 'mailOfStorm' | 'postStormToChat'>
>({ startToCloseTimeout: '75 seconds', retry });

/** One call to Okta's System Log, and up to 200 to Temporal. */
export const systemLog = onQueueOf<Pick<Activities, 'reconcilePage'>>('logs', {
  startToCloseTimeout,
  retry,
});

/** One call to Okta, and up to 600 to Temporal, of a few milliseconds each. */
export const groupASweep = onQueueOf<GroupASweepActivities>('groups', {
  ...{ startToCloseTimeout: '2 minutes', retry },
  priority: urgency.backfill,
});

/** Some forty calls, of which those to the System Log come out of the scarcest bucket. Nobody waits for it. */
export const drift = onQueueOf<Pick<Activities, 'runChecks'>>('logs', {
  ...{ startToCloseTimeout: '3 minutes', retry },
  priority: urgency.backfill,
});

/** An SMTP dialogue for each address. The next run comes after a day. */
export const driftMails = proxyActivities<Pick<Activities, 'sendDriftMail'>>({
  ...{ startToCloseTimeout: '75 seconds', scheduleToCloseTimeout: '12 hours', retry },
});

/** A few calls to Temporal itself. */
export const surge = proxyActivities<typeof surgeActivities>({
  startToCloseTimeout: '30 seconds',
  retry,
});

/**
 * Up to 200 calls to Temporal, of a few milliseconds each. Where there is no room for more hires, it is tried again by Temporal, which costs no history. What an
 * attempt has started must be known, also where it is stopped.
 */
export const backfill = proxyActivities<BackfillActivities>({
  startToCloseTimeout: '1 minute',
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
  retry,
});

/** Activities that ask one of Okta's buckets most: on its queue, so that a bucket that is used up holds back no other. */
function onQueueOf<A extends object>(
  bucket: QueuedBucket,
  options: ActivityOptions,
): ReturnType<typeof proxyActivities<A>> {
  // The queue is named after the run's own, which is known when a run calls, not when its code is loaded.
  const proxies = () =>
    proxyActivities<A>({
      ...options,
      taskQueue: activityQueue(workflowInfo().taskQueue, bucket),
    });
  return new Proxy({} as ReturnType<typeof proxies>, {
    get: (_, name) => Reflect.get(proxies(), name) as unknown,
  });
}
