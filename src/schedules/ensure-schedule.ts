import { isDeepStrictEqual } from 'node:util';
import {
  ScheduleAlreadyRunning,
  ScheduleNotFoundError,
  type Client,
  type ScheduleDescription,
  type ScheduleOptions,
} from '@temporalio/client';
import type { Logger } from 'pino';
import { sealingKeyIdOf } from '../payload-codec/encryption-codec.js';

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
  const is = await schedule.describe();
  const isSealedAsWanted = await isSealedByKeyOf(client, is);
  if (isSealedAsWanted && isDeepStrictEqual(comparable(is), comparable(wanted))) return;
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

/** What it starts its runs with is encrypted as the client encrypts: a Schedule can be older than a key, or than encryption. */
async function isSealedByKeyOf(
  { options }: Client,
  { raw }: Pick<ScheduleDescription, 'raw'>,
): Promise<boolean> {
  const [codec] = options.loadedDataConverter.payloadCodecs;
  const [ours = {}] = (await codec?.encode([{}])) ?? [];
  const { input, userMetadata } = raw.schedule?.action?.startWorkflow ?? {};
  return [...(input?.payloads ?? []), userMetadata?.summary, userMetadata?.details]
    .filter((payload) => payload !== null && payload !== undefined)
    .every((payload) => sealingKeyIdOf(payload) === sealingKeyIdOf(ours));
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
