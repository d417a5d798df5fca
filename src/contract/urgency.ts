import type { Priority } from '@temporalio/common';

/**
 * What goes first where work waits for Okta's rate limits: Temporal's priority keys, 1 before 5. Runs that say nothing have 3. Activities
 * have the priority of their run unless they have one of their own.
 * https://docs.temporal.io/develop/task-queue-priority-fairness
 */
export const urgency = {
  /** Of somebody who has just signed in: a person waits. */
  groupSwitch: { priorityKey: 1 },
  newHire: { priorityKey: 2 },
  reminder: { priorityKey: 4 },
  backfill: { priorityKey: 5 },
} as const satisfies Record<string, Priority>;
