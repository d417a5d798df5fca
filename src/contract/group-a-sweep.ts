import { defineQuery } from '@temporalio/workflow';
import type { EnrollmentStage } from './pre-enroll-user.js';

/** Where to look for the runs of `sweepGroupA`: each has this id and the time at which it was due. */
export const sweepScheduleId = 'sweep-group-a';

export interface SweepGroupAInput {
  /** From the same sweep, where it goes on as a new run. */
  carried?: { report: GroupASweep; from: SweepPosition };
}

/** Where the sweep is: which population's Group A, and after which page of its members. */
export interface SweepPosition {
  population: string;
  /** Okta's own cursor; absent at the first page. */
  after?: string;
}

/** Somebody who is in Group A longer than is configured. */
export interface Sitter {
  userId: string;
  population: string;
  /** Since when at least: the start of the run, or the creation of the user where there is none. ISO 8601. */
  since: string;
  /** The stage of the run, `ended` for one that has ended, `none` if there was none. */
  run: EnrollmentStage | 'ended' | 'none';
}

/** The result of a sweep, and the answer to its query `status`. */
export interface GroupASweep {
  at: string;
  /** How many people are in a Group A. */
  members: number;
  /** How many of them had no run, or one that was terminated or had failed, and have one now. */
  started: number;
  /** How many sit there too long; the list below holds the first 1,000 of them. */
  sitting: number;
  sitters: Sitter[];
}

export const sweepStatusQuery = defineQuery<GroupASweep>('status');

/** The workflow `sweepGroupA`, for those who name it without loading its code. */
export type SweepGroupA = (input: SweepGroupAInput) => Promise<GroupASweep>;
