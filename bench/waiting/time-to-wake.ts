import { setTimeout as delay } from 'node:timers/promises';
import type { WorkflowHandle } from '@temporalio/client';

/**
 * Milliseconds from the signal that a run has just got to the start of the activity that it schedules for it, by Temporal's own clock. Waits until
 * that is done.
 */
export async function timeToWake(
  run: WorkflowHandle,
  signal: () => Promise<void>,
): Promise<number> {
  const before = (await run.fetchHistory()).events?.length ?? 0;
  await signal();
  for (;;) {
    await delay(50);
    const news = (await run.fetchHistory()).events?.slice(before) ?? [];
    const told = news.find((event) => event.workflowExecutionSignaledEventAttributes);
    const started = news.find((event) => event.activityTaskStartedEventAttributes);
    const isOver = news.some((event) => event.activityTaskCompletedEventAttributes);
    if (told && started && isOver) return milliseconds(started) - milliseconds(told);
  }
}

type HistoryEvent = NonNullable<
  Awaited<ReturnType<WorkflowHandle['fetchHistory']>>['events']
>[number];

function milliseconds({ eventTime }: HistoryEvent): number {
  return Number(eventTime?.seconds) * 1_000 + Number(eventTime?.nanos) / 1e6;
}
