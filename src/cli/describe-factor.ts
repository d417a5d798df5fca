import type {
  EnrollAndActivateFactorResult,
  FactorStatus,
} from '../contract/enroll-and-activate-factor.js';
import { factorRefusals } from '../contract/enroll-and-activate-factor.js';
import type { FactorAnswer, FactorOutcome, FactorRunInfo } from '../operate/factor-runs.js';
import { formatTable } from './format-table.js';

export interface ShownFactor {
  run: FactorRunInfo;
  answer: FactorAnswer;
}

/** All that is known of a factor's run, as text. */
export function describeFactorRun({ run, answer }: ShownFactor): string[] {
  const asRun = [
    ['workflow id', run.workflowId],
    ['run', `${run.runStatus}, since ${run.startedAt.toISOString()}`],
  ];
  if ('unanswered' in answer) {
    return [
      `The run could not be asked (${answer.unanswered}): this is what Temporal knows.`,
      ...formatTable(asRun),
    ];
  }
  const { status } = answer;
  return [
    `${status.userId}: ${status.factor} ${status.stage}, since ${status.since}`,
    `Waits for ${status.waitingFor}.`,
    '',
    ...formatTable([...describe(status), ...asRun]),
  ];
}

function describe(status: FactorStatus): string[][] {
  const { attention, lastRefusal, result, cancelledBy, attemptsLeft } = status;
  const rows: [string, string | undefined][] = [
    ['reason', attention && `${attention.reason}: ${attention.explanation}`],
    ['who can fix it', attention?.whoCanFix],
    ['refused last', lastRefusal && factorRefusals[lastRefusal.refusal]],
    ['codes that Okta takes', attemptsLeft === undefined ? undefined : String(attemptsLeft)],
    ['five codes again at', status.attemptsRenewedAt],
    ['code sent at', status.codeSentAt],
    ['code good until', status.codeExpiresAt],
    ['another possible at', status.resendPossibleAt],
    ['expires at', status.stage === 'ended' ? undefined : status.expiresAt],
    ['factor', status.factorId],
    ['result', result && describeResult(result)],
    ['cancelled by', cancelledBy && `${cancelledBy.operator}: "${cancelledBy.reason}"`],
  ];
  return rows.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
}

/** How it ended, in one line. */
export function describeResult(result: EnrollAndActivateFactorResult): string {
  if (result.outcome === 'activated') return `activated, as ${result.factorId}`;
  const left = result.leftPending ? ' The pending factor is left in Okta, and ends by itself.' : '';
  return `${result.outcome}: ${result.explanation}${left}`;
}

/** What became of a request, as the commands print it in JSON: what is not known is absent. */
export function toFactorRow(
  target: { userId: string; factor: string },
  outcome: FactorOutcome,
): Record<string, unknown> {
  if (outcome.outcome !== 'done') return { ...target, ...outcome };
  const { stage, waitingFor, result, ...status } = outcome.status;
  const { factorId, attemptsLeft, codeExpiresAt, resendPossibleAt } = status;
  return {
    ...{ ...target, outcome: 'done', stage, waitingFor },
    ...Object.fromEntries(
      Object.entries({ factorId, attemptsLeft, codeExpiresAt, resendPossibleAt, result }).filter(
        ([, value]) => value !== undefined,
      ),
    ),
  };
}

/** The same in words. */
export function describeFactorOutcome(outcome: FactorOutcome): string {
  switch (outcome.outcome) {
    case 'done': {
      const { result, waitingFor } = outcome.status;
      return result ? describeResult(result) : `waits for ${waitingFor}`;
    }
    case 'refused':
      return outcome.explanation;
    case 'not-running':
      return 'there is no run, or it has ended';
    case 'failed':
      return outcome.because === 'no-worker'
        ? 'no answer so far: there is no worker, or Okta does not answer it; the run does it when they are back'
        : outcome.problem;
  }
}
