import type { temporal } from '@temporalio/proto';

type HistoryEvent = temporal.api.history.v1.IHistoryEvent;

/** What a run waits for besides news: with none of it, nothing happens by itself any more. */
export interface Pending {
  activities: number;
  workflowTasks: number;
  /** The timer that fires last, of those that wait; milliseconds. */
  timerMs: number | undefined;
}

/** Reads a run's history. Pure. */
export function whatIsPending(events: readonly HistoryEvent[]): Pending {
  const activities = new Set<string>();
  const workflowTasks = new Set<string>();
  const timers = new Map<string, number>();
  for (const event of events) {
    if (event.activityTaskScheduledEventAttributes) activities.add(String(event.eventId));
    const activity =
      event.activityTaskCompletedEventAttributes ??
      event.activityTaskFailedEventAttributes ??
      event.activityTaskTimedOutEventAttributes ??
      event.activityTaskCanceledEventAttributes;
    if (activity) activities.delete(String(activity.scheduledEventId));

    if (event.workflowTaskScheduledEventAttributes) workflowTasks.add(String(event.eventId));
    const task =
      event.workflowTaskCompletedEventAttributes ??
      event.workflowTaskFailedEventAttributes ??
      event.workflowTaskTimedOutEventAttributes;
    if (task) workflowTasks.delete(String(task.scheduledEventId));

    const { timerStartedEventAttributes: started } = event;
    if (started) {
      const { seconds, nanos } = started.startToFireTimeout ?? {};
      timers.set(started.timerId ?? '', Number(seconds ?? 0) * 1000 + (nanos ?? 0) / 1e6);
    }
    const ended = event.timerFiredEventAttributes ?? event.timerCanceledEventAttributes;
    if (ended) timers.delete(ended.timerId ?? '');
  }
  return {
    ...{ activities: activities.size, workflowTasks: workflowTasks.size },
    timerMs: timers.size === 0 ? undefined : Math.max(...timers.values()),
  };
}
