/** Workflows, and the activities that ask nothing of Okta. */
export const taskQueue = 'preenroll';

/**
 * Okta's rate-limit buckets that have an activity queue of their own, so that none blocks another. `users`: what is below `/users`, but for
 * `user-reads`: a single user; `groups`: memberships; `logs`: the System Log.
 */
export const queuedBuckets = ['users', 'user-reads', 'groups', 'logs'] as const;
export type QueuedBucket = (typeof queuedBuckets)[number];

/** A bucket that is paced; `other` has no queue. */
export type OktaBucket = QueuedBucket | 'other';

/** `preenroll-users` and so on: named after the queue of the workflow that schedules the activity. */
export function activityQueue(workflowQueue: string, bucket: QueuedBucket): string {
  return `${workflowQueue}-${bucket}`;
}

/** On which only one worker looks, by its identity: to ask that one something. */
export function workerQueue(workflowQueue: string, worker: string): string {
  return `${workflowQueue}-worker-${worker}`;
}
