import type { CheckResult, CheckStatus } from '../contract/doctor.js';
import type { DriftChange, DriftReport } from '../contract/drift.js';

const badness: Record<CheckStatus, number> = { ok: 0, unknown: 1, warning: 2, failure: 3 };

/**
 * What has changed since the last run. What cannot be read now counts as it was: that something is away is told by the check of its own. What was never read
 * before is a change if it is not ok.
 */
export function compareChecks(
  before: Pick<DriftReport, 'checks'> | undefined,
  results: readonly CheckResult[],
  at: string,
): DriftReport {
  const known = before?.checks ?? {};
  return {
    at,
    checks: Object.fromEntries(
      results.map(({ id, status }) => [id, status === 'unknown' ? (known[id] ?? status) : status]),
    ),
    changes: results.flatMap((result) => changeOf(result, known[result.id]) ?? []),
  };
}

function changeOf(result: CheckResult, was: CheckStatus | undefined): DriftChange | undefined {
  const { status } = result;
  if (status === 'unknown' || status === was) return undefined;
  // Of what was never read, or only now can be, the good news is none.
  if (status === 'ok' && (was === undefined || was === 'unknown')) return undefined;
  const isWorse = badness[status] > badness[was ?? 'ok'];
  return { ...result, ...(was !== undefined && { was }), isWorse };
}
