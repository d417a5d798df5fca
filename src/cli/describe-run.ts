import { attentionTo, isAttentionReason } from '../contract/attention.js';
import { refusals, type OperatorAct } from '../contract/operator.js';
import type {
  CompletionEvidence,
  EnrollmentStep,
  PreEnrollUserResult,
  PreEnrollUserStatus,
} from '../contract/pre-enroll-user.js';
import type { WaitAction } from '../contract/waiting.js';
import type { HireRun, PendingActivity } from '../operate/hire-runs.js';
import { formatElapsed } from './format-elapsed.js';
import { formatTable } from './format-table.js';
import type { ShownRun } from './show.js';

/** All that is known of a run, as text: what it waits for comes first, then what to do about it, then how it came to this. */
export function describeRun({ run, answer, result }: ShownRun, now: Date): string[] {
  const status = 'status' in answer ? answer.status : undefined;
  const known = status ? toKnown(status) : toKnownFromOutside(run);
  const { stage, since, reason } = known;
  const head = [
    `${run.userId}: ${stage}${run.closedAt ? '' : ` for ${formatElapsed(since, now)}`}, since ${since.toISOString()}`,
    ...(status && !isEndedFromOutside(run) ? [`Waits for ${status.waitingFor}.`] : []),
    ...('unanswered' in answer ? [describeUnanswered(answer.unanswered)] : []),
    ...describeEnd(run, result),
  ];
  return [
    ...head,
    ...section('What is wrong', describeAttention(run.userId, reason, status)),
    ...section('What is next', describeNext(run, status, reason)),
    ...section('Tried at the moment', describePending(run)),
    ...section('What was done', (status?.steps ?? []).map(toStepCells)),
    ...section('What operators did', (status?.acts ?? []).map(toActCells)),
    ...section('Why the hire counts as done', describeEvidence(status?.evidence)),
    ...section('In both groups', describeWindow(status?.window)),
    ...section(
      'Run',
      rows([
        ['workflow id', run.workflowId],
        ['started', run.startedAt.toISOString()],
        ['started by', run.startedBy && `${run.startedBy.operator}: "${run.startedBy.reason}"`],
        ['ended', run.closedAt && `${run.closedAt.toISOString()} as ${run.runStatus}`],
        ['population', status?.population],
        ['batch', run.batch],
        ['factor', status?.factorId],
      ]),
    ),
  ];
}

function toKnown({ stage, since, attention }: PreEnrollUserStatus) {
  return { stage, since: new Date(since), reason: attention?.reason };
}

function toKnownFromOutside({ stage, since, reason }: HireRun) {
  return { stage, since, reason };
}

function describeUnanswered(why: string): string {
  return `The run itself could not be asked (${why}): this is what Temporal knows. Start a worker, or look into its log, to see the rest.`;
}

function isEndedFromOutside({ runStatus }: HireRun): boolean {
  return runStatus !== 'RUNNING' && runStatus !== 'COMPLETED';
}

function describeEnd(run: HireRun, result: PreEnrollUserResult | undefined): string[] {
  if (result) {
    const why = result.outcome === 'skipped' ? ` (${result.reason})` : '';
    const done = 'done' in result && result.done.length > 0 ? `: ${result.done.join('; ')}` : '';
    return [`Ended as ${result.outcome}${why} at ${result.at}${done}.`];
  }
  if (!isEndedFromOutside(run)) return [];
  return [
    `The run was ended from outside, or failed: ${run.runStatus}. What it had done so far stays as it is.`,
  ];
}

function describeAttention(
  userId: string,
  reason: string | undefined,
  status: PreEnrollUserStatus | undefined,
): string[][] {
  if (reason === undefined) return [];
  const known = isAttentionReason(reason) ? attentionTo(reason) : undefined;
  // The run's own words are those of its version.
  const { explanation, action, whoCanFix, onAccept } = { ...known, ...status?.attention };
  const accept = `\`preenroll resume ${userId} --accept --reason "…"\` ${onAccept ?? ''}`;
  return rows([
    ['reason', reason],
    ['in words', explanation],
    ['who can fix it', whoCanFix],
    ['what to do', action],
    ['to accept', onAccept === undefined ? known && 'It cannot be accepted.' : `${accept}.`],
  ]);
}

const nextActs: Record<WaitAction['act'], (number: number) => string> = {
  remind: (number) => `mail ${number} to the person, with a new link`,
  'renew-link': (number) => `mail ${number} to the person, because the last link is about to end`,
  'escalate-to-manager': () => 'a mail to the manager',
  'escalate-to-operators': () => 'a mail to the operators',
  expire: () => 'the wait is over: the run ends as expired',
};

function describeNext(
  { closedAt }: HireRun,
  status: PreEnrollUserStatus | undefined,
  reason: string | undefined,
): string[][] {
  if (closedAt) return [];
  const next = status?.next;
  const looks =
    reason !== undefined && isAttentionReason(reason)
      ? [[`every ${attentionTo(reason).lookAgainAfter}`, 'looks again by itself, and on any news']]
      : [];
  return [...looks, ...(next ? [[next.at, nextActs[next.act](next.number)]] : [])];
}

function describePending({ pending, workflowTaskAttempts = 1 }: HireRun): string[][] {
  const stuck = [
    'the workflow itself',
    `try ${workflowTaskAttempts}`,
    "it fails again and again: see the worker's log",
  ];
  return [...pending.map(toPendingCells), ...(workflowTaskAttempts > 1 ? [stuck] : [])];
}

function toPendingCells({ activity, attempt, lastFailure, nextTryAt }: PendingActivity): string[] {
  const { type, message = '' } = lastFailure ?? {};
  const failure = type === undefined ? message : `${type}: ${message}`;
  return [
    activity,
    `try ${attempt}`,
    [failure && `last failure ${failure}`, nextTryAt && `next try at ${nextTryAt.toISOString()}`]
      .filter(Boolean)
      .join('; '),
  ];
}

function toStepCells({ step, at, attempts, oktaRequestIds = [] }: EnrollmentStep): string[] {
  const details = [
    attempts !== undefined && attempts > 1 && `${attempts} tries`,
    oktaRequestIds.length > 0 && `Okta requests ${oktaRequestIds.join(', ')}`,
  ];
  return [at, step, details.filter(Boolean).join('; ')];
}

function toActCells({ at, act, operator, reason, accepted, refused }: OperatorAct): string[] {
  const became = refused
    ? `refused (${refused}): ${refusals[refused]}`
    : `done${accepted ? `, accepted ${accepted}` : ''}`;
  return [at, act, `by ${operator}`, `"${reason}"`, became];
}

function describeEvidence(evidence: CompletionEvidence | undefined): string[][] {
  if (!evidence) return [];
  const { phoneVerification: seen, ...plain } = evidence;
  const verification =
    seen && `${seen.published}, event ${seen.eventId}, seen in the ${seen.seenIn}`;
  return rows([
    ['rule', plain.rule],
    ['decided at', plain.decidedAt],
    ['woken by', plain.wokenBy],
    ['status of the user', plain.userStatus],
    ['status of the factor', plain.factorStatus],
    ['phone verified', verification],
    ['operator', plain.operator],
    ['reason', plain.reason],
  ]);
}

function describeWindow(window: PreEnrollUserStatus['window']): string[][] {
  if (!window) return [];
  const { opened, closed, seconds } = window;
  const length = seconds === undefined ? '' : ` (${seconds} s)`;
  return [[`from ${opened}`, closed === undefined ? 'until now' : `to ${closed}${length}`]];
}

/** Those of which something is known. */
function rows(named: readonly (readonly [name: string, value: string | undefined])[]): string[][] {
  return named.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
}

/** Nothing where there is nothing to tell. */
function section(title: string, cells: readonly (readonly string[])[]): string[] {
  return cells.length === 0 ? [] : ['', title, ...formatTable(cells).map((line) => `  ${line}`)];
}
