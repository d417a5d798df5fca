import type { PreEnrollUserStatus } from '../contract/pre-enroll-user.js';
import { followResume } from '../operate/follow-resume.js';
import type { HireRuns } from '../operate/hire-runs.js';
import type { OperatorAction } from '../operate/operator-action.js';
import type { ActOptions } from './act.js';
import { describeActed, toActedRow, type Became, type ReportedHire } from './describe-acted.js';
import { NotFoundError } from './not-found-error.js';
import { print, printJson } from './print.js';
import { sayWhatFailed } from './say-what-failed.js';
import { noRun } from './show.js';

/** Does it to one hire; who is resumed is watched for some seconds. */
export async function actOnOne(
  runs: HireRuns,
  userId: string,
  toAction: (userId: string) => OperatorAction,
  { output, signal }: Pick<ActOptions, 'output' | 'signal'>,
  follow = followResume,
): Promise<void> {
  const run = await runs.find(userId);
  if (run === undefined) throw noRun(userId);
  if (run.runStatus !== 'RUNNING') {
    throw new NotFoundError(
      `The run of ${userId} has ended (${run.runStatus}): nothing was done. \`preenroll show ${userId}\` says how it ended.`,
    );
  }
  const action = toAction(userId);
  const outcome = await runs.act(userId, action, { bySignal: signal ?? false });
  let hire: ReportedHire = { userId, ...outcome };
  if (action.act === 'resume' && hire.outcome === 'done') {
    const latest = await follow(runs, userId);
    hire = { ...hire, ...(latest && { status: latest }), became: toBecame(latest) };
  }
  if (output === 'text') print(describeActed(hire));
  else if (output === 'json') printJson(toActedRow(hire));
  else print(JSON.stringify(toActedRow(hire)));
  sayWhatFailed([hire], signal);
  if (hire.outcome === 'not-running') process.exitCode = 3;
}

function toBecame(latest: PreEnrollUserStatus | undefined): Became {
  switch (latest?.stage) {
    case undefined:
      return 'unknown';
    case 'needs-attention':
      return 'parked-again';
    case 'completed':
    case 'expired':
    case 'undone':
    case 'removed':
      return 'ended';
    default:
      return 'gone-on';
  }
}
