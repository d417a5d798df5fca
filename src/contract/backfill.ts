import { defineQuery, defineSignal } from '@temporalio/workflow';
import type { OperatorRequest, PhoneCorrection } from './operator.js';
import type { EnrollmentStage } from './pre-enroll-user.js';
import { backfillName, enrollmentStage } from './search-attributes.js';

/** One person of a backfill. No personal data: a phone number is encrypted for the user. */
export interface BackfillRow {
  userId: string;
  /** Of the file, from 1, or of the selection. */
  line: number;
  /** The first working day, `2026-12-01`. */
  startDate?: string;
  /** Nothing is done for the person before. ISO 8601. */
  notBefore?: string;
  phone?: PhoneCorrection;
}

/** A row that nobody can be enrolled by, and why: a word of `src/backfill/row-problems.ts`. */
export interface RejectedRow {
  line: number;
  problem: string;
}

/** What became of a row: `duplicate` where the person has a run already; `cancelled` rows were never started. */
export type RowOutcome = 'started' | 'duplicate' | 'cancelled';

export interface BackfillOutcome {
  userId: string;
  line: number;
  outcome: RowOutcome;
}

/** How many rows a page holds at most: 250 kB where each has a phone, of the 2 MB that Temporal takes. */
export const rowsPerPage = 500;

/** A page of the rows, which is what `backfillRows` begins with. The rejected ones are only kept. */
export interface BackfillRowsInput {
  rows: BackfillRow[];
  rejected?: RejectedRow[];
}

/** The workflow `backfillRows`, for those who name it without loading its code. */
export type BackfillRows = (input: BackfillRowsInput) => Promise<BackfillOutcome[]>;

/** Ends a page with what became of its rows, in their order; those that are left out were cancelled. */
export const releaseRowsSignal = defineSignal<[RowOutcome[]]>('release');

export interface BackfillInput {
  name: string;
  /** By whom, and why: stands in the memo of each run that is started, too. */
  request: OperatorRequest;
  /** Which pages are this backfill's: an earlier one of the same name, or one that was never begun, has others. */
  selection: string;
  pages: number;
  total: number;
  /** Set by a run that continues as new, and by nobody else. */
  carried?: CarriedBackfill;
}

/** All that a run knows when it continues as new. It is stored, and read by later versions: add fields, all of them optional; rename none. */
export interface CarriedBackfill {
  startedAt: string;
  /** Those who were gone through in the pages before. */
  started: number;
  duplicates: number;
  page: number;
  /** Of the first rows of the page. */
  outcomes: RowOutcome[];
  /** When the last hire was started that counts: lists of runs are some moments behind. */
  lastStart?: string;
  pausedBy?: OperatorRequest;
}

export interface BackfillStatus {
  name: string;
  state: 'running' | 'paused' | 'done' | 'cancelled';
  /** ISO 8601. */
  startedAt: string;
  updatedAt: string;
  total: number;
  /** Rows that were gone through so far, and what became of them. */
  started: number;
  duplicates: number;
  pausedBy?: OperatorRequest;
}

/** The workflow `backfillPreEnrollment`, for those who name it without loading its code. */
export type BackfillPreEnrollment = (input: BackfillInput) => Promise<BackfillStatus>;

/** In which Okta is asked for a hire: whoever waits for a day, for the activation or for a person is out of the way. */
export const stagesInProgress: readonly EnrollmentStage[] = ['preparing', 'pre-enrolling'];

/** The query for the hires of a backfill that still run and are in one of the stages. */
export function queryForHires(name: string, stages: readonly EnrollmentStage[]): string {
  return [
    "WorkflowType = 'preEnrollUser'",
    "ExecutionStatus = 'Running'",
    `${backfillName.name} = '${name}'`,
    `${enrollmentStage.name} IN (${stages.map((stage) => `'${stage}'`).join(', ')})`,
  ].join(' AND ');
}

// Who sends them without saying who and why, from Temporal's UI for example, is recorded as unknown.
export const pauseBackfillSignal = defineSignal<[OperatorRequest?]>('pause');
export const resumeBackfillSignal = defineSignal<[OperatorRequest?]>('resume');
export const backfillStatusQuery = defineQuery<BackfillStatus>('status');
