import type { AttentionReason } from '../../contract/attention.js';
import type { ReconciliationProblem } from '../../contract/reconciliation.js';

const byItself = 'the next pass goes on by itself from where the last one ended.';

const problems = {
  'okta-credential-rejected': {
    explanation: "Okta rejected the worker's credential: the System Log cannot be read.",
    action: `Give the worker a valid Okta credential and restart it; ${byItself}`,
  },
  'okta-permission-missing': {
    explanation: "The worker's Okta credential may not read the System Log.",
    action: `Give it the scope okta.logs.read and a role that may view the log; ${byItself}`,
  },
  'okta-refused': {
    explanation:
      'Okta refuses to be asked for the System Log, for a reason that preenroll does not know.',
    action: `Look at the failed activity's error code in the run, and repair the cause; ${byItself}`,
  },
} as const;

/** What a person must repair. It is the same problem, since the same time, until a pass goes through. */
export function describeProblem(
  reason: AttentionReason,
  before: ReconciliationProblem | undefined,
  now: string,
): ReconciliationProblem {
  const known = reason in problems ? (reason as keyof typeof problems) : 'okta-refused';
  const since = before?.reason === known ? before.since : now;
  return { reason: known, ...problems[known], since };
}
