import type { SerializationContext } from '@temporalio/common';

/** What a Schedule writes behind the workflow id of its action, for each run: `reconcile-system-log-2026-11-27T22:00:00Z`. */
const dueTime = /-\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

/**
 * The workflow that a payload belongs to, as the SDK tells it: the one whose history the payload is in, for those of its activities too. The runs of a
 * Schedule are one: they are started with what was encrypted for the Schedule, and each is given the result of the one before.
 *
 * @returns undefined where the SDK does not say
 */
export function ownerOf(context: SerializationContext | undefined): string | undefined {
  return context?.workflowId?.replace(dueTime, '');
}
