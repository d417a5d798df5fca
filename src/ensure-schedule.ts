import { isDeepStrictEqual } from 'node:util';
import {
  ScheduleAlreadyRunning,
  ScheduleNotFoundError,
  type Client,
  type ScheduleOptions,
} from '@temporalio/client';
import type { Logger } from 'pino';

/** A Schedule as it is to be. Its runs have its id, and the time at which each was due. */
export type WantedSchedule = Pick<ScheduleOptions, 'scheduleId' | 'spec' | 'action' | 'policies'>;

/**
 * Creates the Schedule, or changes what differs from what is wanted; whether it is paused, and the note to it, are the operator's.
 * Repeatable, also by several workers at once: they all want the same.
 */
export async function ensureSchedule(
  client: Client,
  { scheduleId, ...wanted }: WantedSchedule,
  logger: Logger,
): Promise<void> {
  try {
    await client.schedule.create({ scheduleId, ...wanted });
    logger.info({ scheduleId }, 'The Schedule is new');
    return;
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
  }
  const schedule = client.schedule.getHandle(scheduleId);
  if (isDeepStrictEqual(comparable(await schedule.describe()), comparable(wanted))) return;
  await schedule.update(({ state }) => ({ ...wanted, state }));
  logger.info({ scheduleId }, 'The Schedule is changed');
}

/** Deletes the Schedule if it is there; a run that it has started goes on to its end. Repeatable. */
export async function removeSchedule(
  client: Client,
  scheduleId: string,
  logger: Logger,
): Promise<void> {
  try {
    await client.schedule.getHandle(scheduleId).delete();
    logger.info({ scheduleId }, 'The Schedule is deleted: it is not configured any more');
  } catch (error) {
    if (!(error instanceof ScheduleNotFoundError)) throw error;
  }
}

interface ComparedParts {
  spec: {
    intervals?: readonly { every: unknown }[];
    calendars?: readonly unknown[];
    jitter?: unknown;
  };
  action: { workflowType: unknown; args?: unknown; taskQueue?: unknown };
  policies?: { overlap?: unknown; catchupWindow?: unknown };
}

/** What a Schedule is compared by: what is configured, as Temporal gives it back. */
function comparable({ spec, action, policies }: ComparedParts) {
  return {
    every: spec.intervals?.map(({ every }) => every) ?? [],
    calendars: spec.calendars ?? [],
    jitter: spec.jitter ?? 0,
    ...{ workflowType: action.workflowType, args: action.args, taskQueue: action.taskQueue },
    ...{ overlap: policies?.overlap, catchupWindow: policies?.catchupWindow },
  };
}
