import {
  ActivityFailure,
  isCancellation,
  log,
  metricMeter,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { CheckResult, CheckStatus } from '../contract/doctor.js';
import { driftStatusQuery, type DriftReport } from '../contract/drift.js';
import { counter } from '../contract/metrics.js';
import { drift, driftMails } from './activities.js';
import { compareChecks } from './compare-checks.js';

/**
 * Makes the checks of `preenroll doctor`, as far as a worker can, and raises an alert where something has become worse since the last time. The Schedule starts it every
 * day; its result is what the next run compares with.
 */
export async function checkDrift(): Promise<DriftReport> {
  const last = workflowInfo().lastResult as DriftReport | undefined;
  let report = last;
  setHandler(driftStatusQuery, () => report);
  const results = await drift.runChecks();
  report = {
    ...compareChecks(last, results, new Date().toISOString()),
    counts: countByStatus(results),
  };
  countWorsened(report);
  tell(report);
  if (report.changes.some(({ isWorse }) => isWorse)) await mail(report);
  return report;
}

function countByStatus(results: readonly CheckResult[]): Record<CheckStatus, number> {
  const counts = { ok: 0, warning: 0, failure: 0, unknown: 0 };
  for (const { status } of results) counts[status] += 1;
  return counts;
}

function countWorsened({ changes }: DriftReport): void {
  const worsened = counter(metricMeter, 'preenroll_checks_worsened');
  for (const { status, isWorse } of changes) if (isWorse) worsened(1, { status });
}

/** One line for each change. */
function tell({ changes }: DriftReport): void {
  for (const { id, was, status, evidence, remedy, isWorse } of changes) {
    const change = { check: id, was, status, evidence };
    if (isWorse) log.error('The setup has drifted', { ...change, remedy });
    else log.info('The setup is better than it was', change);
  }
  if (changes.length === 0) log.info('The setup is as it was');
}

/** The alert is in the log and in the result too: a mail that does not go out for a day holds up no further check. */
async function mail({ at, changes }: DriftReport): Promise<void> {
  try {
    await driftMails.sendDriftMail({ at, changes });
  } catch (error) {
    if (!(error instanceof ActivityFailure) || isCancellation(error)) throw error;
    log.error('The mail about the drift could not be sent');
  }
}
