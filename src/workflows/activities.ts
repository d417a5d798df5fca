import { ActivityCancellationType, proxyActivities } from '@temporalio/workflow';
import type { BackfillActivities } from '../activities/backfill.js';
import type { GroupASweepActivities } from '../activities/group-a-sweep.js';
import type { Activities } from '../activities/index.js';
import type { surgeActivities } from '../activities/surge.js';

// Retried without end: an outage of a day must not end a run. What only a person can repair does not retry; it parks the run.
const retry = {
  initialInterval: '1 second',
  backoffCoefficient: 2,
  maximumInterval: '1 minute',
} as const;

/** At most four HTTP calls of 7 seconds each: an attempt that timed out has ended before the next one begins. */
export const okta = proxyActivities<
  Pick<
    Activities,
    | 'readHire'
    | 'addToGroup'
    | 'removeFromGroup'
    | 'isSmsAllowed'
    | 'unenrollSms'
    | 'activateUser'
    | 'checkActivation'
    | 'checkOwnGroupA'
    | 'planWaiting'
    | 'readExpiryEffects'
  >
>({ startToCloseTimeout: '30 seconds', retry });

/** Up to six calls, or those for the policies and the rules of each. */
export const slowOkta = proxyActivities<Pick<Activities, 'enrollSms' | 'checkPolicies'>>({
  startToCloseTimeout: '1 minute',
  retry,
});

/** Between the two groups nobody stays for long without being on the operators' list. */
export const switching = proxyActivities<Pick<Activities, 'removeFromGroup'>>({
  startToCloseTimeout: '30 seconds',
  scheduleToCloseTimeout: '10 minutes',
  retry,
});

/** One to four calls to Okta and one SMTP dialogue. */
export const mail = proxyActivities<
  Pick<Activities, 'sendMfaEnrolledMail' | 'sendReminder' | 'sendEscalation'>
>({
  startToCloseTimeout: '1 minute',
  retry,
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
export const eventCards = proxyActivities<Pick<Activities, 'startEventCards'>>({
  startToCloseTimeout: '2 minutes',
  retry: { ...retry, maximumAttempts: 5 },
});

/** One call to Okta's System Log, and up to 200 to Temporal. */
export const systemLog = proxyActivities<Pick<Activities, 'reconcilePage'>>({
  startToCloseTimeout: '30 seconds',
  retry,
});

/** One call to Okta, and up to 600 to Temporal, of a few milliseconds each. */
export const groupASweep = proxyActivities<GroupASweepActivities>({
  startToCloseTimeout: '2 minutes',
  retry,
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
