import { defineQuery } from '@temporalio/workflow';

/** Where to look for the runs of `watchForSurge`: each has this id and the time at which it was due. */
export const surgeScheduleId = 'watch-for-surge';

/** How much of what within the window pulls the freeze. What is absent is not watched. */
export interface SurgeLimits {
  windowMinutes: number;
  /** Runs started. */
  hires?: number | undefined;
  /** Runs that were parked and still are. */
  holds?: number | undefined;
  /** Such runs, as a share of those started in the window; looked at from 20 runs on. */
  holdShare?: number | undefined;
  /** Runs that failed, timed out or were terminated. */
  failures?: number | undefined;
}

export interface SurgeCounts {
  hires: number;
  holds: number;
  failures: number;
}

/** The result of a look. */
export interface SurgeWatch {
  since: string;
  counts: SurgeCounts;
  /** Present if it froze everything: why, in plain words. */
  frozen?: string;
}

export const surgeStatusQuery = defineQuery<SurgeWatch | undefined>('status');

/** The workflow `watchForSurge`, for those who name it without loading its code. */
export type WatchForSurge = (input: { limits: SurgeLimits }) => Promise<SurgeWatch>;
