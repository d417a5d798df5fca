import { defineQuery, defineSignal } from '@temporalio/workflow';
import type { PhoneCorrection } from './operator.js';
import type { OperatorRequest } from './operator.js';

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

/** What became of a row: `started`, or `duplicate` where the person has a run already; `cancelled` rows were never started. */
export interface BackfillOutcome {
  userId: string;
  line: number;
  outcome: 'started' | 'duplicate' | 'cancelled';
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
  /** Of those that were started, how many are not yet waited for: Okta is asked for them at this moment. */
  inProgress: number;
  pausedBy?: OperatorRequest;
}

export const pauseBackfillSignal = defineSignal<[OperatorRequest?]>('pause');
export const resumeBackfillSignal = defineSignal<[OperatorRequest?]>('resume');
export const backfillStatusQuery = defineQuery<BackfillStatus>('status');
