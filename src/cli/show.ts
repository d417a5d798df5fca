import { Command, Option } from 'commander';
import type { PreEnrollUserResult } from '../contract/pre-enroll-user.js';
import { taskQueue } from '../contract/task-queues.js';
import type { HireRun, HireRuns, RunAnswer } from '../operate/hire-runs.js';
import { readLimits } from '../operate/read-limits.js';
import { describeLimits, toLimitsJson } from './describe-limits.js';
import { describeRun } from './describe-run.js';
import { findUserId } from './find-user-id.js';
import { NotFoundError } from './not-found-error.js';
import { print, printJson } from './print.js';
import { sayIfFrozen } from './say-if-frozen.js';
import { withTemporal } from './with-temporal.js';

interface ShowOptions {
  output: 'text' | 'json';
  limits?: true;
}

/** All that is known of a run. */
export interface ShownRun {
  run: HireRun;
  answer: RunAnswer;
  /** How it ended, if it ended by itself. */
  result?: PreEnrollUserResult;
}

export function showCommand(): Command {
  return new Command('show')
    .description(
      "everything about one hire: what it waits for, what is wrong, what was done; or about Okta's limits",
    )
    .argument('[user]', 'an Okta id (00u…), a login or a mail address')
    .option('--limits', "instead of a hire, Okta's rate limits, as the workers know them")
    .addOption(
      new Option('-o, --output <format>', 'how to print').choices(['text', 'json']).default('text'),
    )
    .addHelpText(
      'after',
      `
For a login or a mail address Okta is asked: set OKTA_CLIENT_ORGURL and a credential. Without a worker only what
Temporal itself knows is shown.

Examples:
  preenroll show 00unewh1re0000000000
  preenroll show new.hire@example.com -o json | jq .status.steps
  preenroll show --limits
  preenroll show --limits -o json | jq '.buckets[] | select(.backlog > 0)'

Exit codes: 0 ok, 1 failed, 2 usage, 3 no such user or no run, 4 Temporal or Okta cannot be reached.`,
    )
    .action(async (user: string | undefined, { output, limits }: ShowOptions, command: Command) => {
      if ((user === undefined) === (limits === undefined)) {
        command.error('error: give either a user or --limits');
      }
      if (user === undefined) return showLimits(output);
      const userId = await findUserId(user);
      await withTemporal(async ({ client, runs }) => {
        await sayIfFrozen(client);
        const shown = await readRun(runs, userId);
        if (output === 'json') printJson(toJson(shown));
        else print(...describeRun(shown, new Date()));
      });
    });
}

async function showLimits(output: ShowOptions['output']): Promise<void> {
  await withTemporal(async ({ client }) => {
    await sayIfFrozen(client);
    const limits = await readLimits(client, taskQueue);
    if (output === 'json') printJson(toLimitsJson(limits));
    else print(...describeLimits(limits, new Date()));
  });
}

/** @throws NotFoundError if the user has no run */
export async function readRun(
  runs: Pick<HireRuns, 'find' | 'ask' | 'readResult'>,
  userId: string,
): Promise<ShownRun> {
  const run = await runs.find(userId);
  if (run === undefined) throw noRun(userId);
  const [answer, result] = await Promise.all([
    runs.ask(userId),
    run.runStatus === 'COMPLETED' ? runs.readResult(userId) : undefined,
  ]);
  return { run, answer, ...(result && { result }) };
}

export function noRun(userId: string): NotFoundError {
  return new NotFoundError(
    `Temporal has no run for ${userId}: Okta has not told of this hire, a filter leaves the user out, or the run has ended so long ago that it is not kept.`,
  );
}

function toJson({ run, answer, result }: ShownRun) {
  const { userId, workflowId, runStatus, startedAt, closedAt, startedBy, pending, ...visible } =
    run;
  const { workflowTaskAttempts, ...attributes } = visible;
  return {
    userId,
    workflowId,
    run: {
      status: runStatus,
      startedAt: startedAt.toISOString(),
      ...(startedBy && { startedBy }),
      ...(closedAt && { closedAt: closedAt.toISOString() }),
      ...(workflowTaskAttempts !== undefined && { workflowTaskAttempts }),
      attributes,
    },
    ...answer,
    ...(result && { result }),
    pending,
  };
}
