import { defineQuery } from '@temporalio/workflow';
import type { CheckResult, CheckStatus } from './doctor.js';

/** Where to look for the runs of `checkDrift`: each has this id and the time at which it was due. */
export const driftScheduleId = 'check-drift';

/** How a check comes out otherwise than before. */
export interface DriftChange extends CheckResult {
  /** How it came out the last time that it could be read; absent where it was never read. */
  was?: CheckStatus;
  isWorse: boolean;
}

/** The result of a run, and what the next one compares with. No personal data. */
export interface DriftReport {
  /** ISO 8601. */
  at: string;
  /** By the id of the check, as it came out when it could be read last. */
  checks: Record<string, CheckStatus>;
  changes: DriftChange[];
  /** How many came out how, this time. Absent in reports of earlier versions. */
  counts?: Record<CheckStatus, number>;
}

export const driftStatusQuery = defineQuery<DriftReport | undefined>('status');

/** The workflow `checkDrift`, for those who name it without loading its code. */
export type CheckDrift = () => Promise<DriftReport>;
