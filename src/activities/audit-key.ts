import type { Info } from '@temporalio/activity';

/** The workflow under which what an activity does is recorded. */
export function workflowIdOf({ workflowExecution, activityId }: Info): string {
  // Temporal can run an activity without a workflow; we do not.
  return workflowExecution?.workflowId ?? activityId;
}

/** The key of what is recorded once in a run, under this name: what a run that was reset does again is another. */
export function keyInRun(info: Info, name: string): string {
  return [workflowIdOf(info), info.workflowExecution?.runId ?? '', name].join('/');
}
