import { getClient } from '@temporalio/activity';
import type { Client } from '@temporalio/client';
import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';
import pMap from 'p-map';
import {
  queryForHires,
  stagesInProgress,
  type BackfillInput,
  type BackfillRow,
  type BackfillRowsInput,
  type RowOutcome,
} from '../contract/backfill.js';
import { failureType } from '../contract/failures.js';
import { backfillName, oktaUserId } from '../contract/search-attributes.js';
import { backfillRowsWorkflowId, preEnrollUserWorkflowId } from '../contract/workflow-ids.js';
import { readFirstInput } from '../dispatch/read-first-input.js';
import { startPreEnrollUser } from '../dispatch/start-pre-enroll-user.js';
import { chooseRows } from './choose-rows.js';

export interface StartRowsInput extends Pick<BackfillInput, 'name' | 'request' | 'selection'> {
  page: number;
  /** How many rows of the page were gone through. */
  from: number;
  /** When the backfill began. */
  startedAt: string;
  /** When it last started a hire that counts. */
  lastStart?: string;
}

/** What was done with the next rows of the page, in their order. */
export interface StartedRows {
  outcomes: RowOutcome[];
  /** How many rows of the page are still to be gone through. */
  left: number;
  /** Present if a hire was started that counts. */
  lastStart?: string;
}

export interface BackfillSettings {
  /** How many hires of a backfill may be in progress at once, from their start until they are waited for. */
  inProgress: number;
  /** How far Temporal's lists may be behind. */
  listsLagMs?: number;
  lookAgainAfterMs?: number;
}

// More calls at the same time only make each of them slower.
const concurrency = 4;

// An attempt lasts seconds at most, so that a pause or a cancellation is felt soon.
const mostPerAttempt = 100;

export function createBackfillActivities(
  { inProgress, listsLagMs = 3_000, lookAgainAfterMs = 3_000 }: BackfillSettings,
  { now }: { now: () => number } = Date,
) {
  /**
   * Starts the next hires of a page, as many as may be in progress besides those who are. Whoever waits for a later day, or has a run, takes no room.
   * Repeatable: what an attempt before has started counts as started, also if its answer was lost.
   *
   * @throws ApplicationFailure `BackfillWindowFull`, retryable, if there is no room for more
   */
  async function startBackfillRows(input: StartRowsInput): Promise<StartedRows> {
    const client = getClient();
    const { name, selection, page, from, lastStart } = input;
    const sinceLast = lastStart === undefined ? Infinity : now() - Date.parse(lastStart);
    if (sinceLast < listsLagMs) {
      // The clocks of two workers may differ.
      const delay = Math.min(listsLagMs, listsLagMs - sinceLast);
      throw windowFull('The last ones have just been started', delay);
    }
    const [{ rows }, busy] = await Promise.all([
      readFirstInput<BackfillRowsInput>(client, backfillRowsWorkflowId(name, selection, page)),
      countInProgress(client, name),
    ]);
    const due = rows.slice(from);
    const next = due.slice(0, mostPerAttempt);
    const known = await listUsersWithRun(client, next);
    const { chosen, counted } = chooseRows(next, {
      room: inProgress - busy,
      // Few large steps need less history than many small ones.
      worthwhile: Math.ceil(inProgress / 4),
      takesRoom: ({ userId, notBefore }) =>
        !known.has(userId) && (notBefore === undefined || Date.parse(notBefore) <= now()),
    });
    if (chosen.length === 0 && due.length > 0) {
      throw windowFull(`${busy} hires are in progress, of ${inProgress}`, lookAgainAfterMs);
    }
    const outcomes = await pMap(chosen, (row) => startRow(client, row, input), { concurrency });
    return {
      outcomes,
      left: due.length - outcomes.length,
      ...(counted && outcomes.includes('started') && { lastStart: new Date(now()).toISOString() }),
    };
  }

  return { startBackfillRows };
}

export type BackfillActivities = ReturnType<typeof createBackfillActivities>;

async function countInProgress(client: Client, name: string): Promise<number> {
  const { count } = await client.workflow.count(queryForHires(name, stagesInProgress));
  return count;
}

/** Who has a run already, as Temporal lists them, which is some moments behind: it decides nothing but how many may be started at once. */
async function listUsersWithRun(
  client: Client,
  rows: readonly BackfillRow[],
): Promise<Set<string>> {
  const ids = new Set<string>();
  if (rows.length === 0) return ids;
  const wanted = rows.map(({ userId }) => `'${userId}'`).join(', ');
  const query = `WorkflowType = 'preEnrollUser' AND ${oktaUserId.name} IN (${wanted})`;
  for await (const { typedSearchAttributes } of client.workflow.list({ query })) {
    ids.add(typedSearchAttributes.get(oktaUserId) ?? '');
  }
  return ids;
}

async function startRow(
  client: Client,
  { userId, startDate, notBefore, phone }: BackfillRow,
  { name, request, startedAt }: StartRowsInput,
): Promise<RowOutcome> {
  const input = {
    ...{ userId, backfill: name },
    ...(startDate !== undefined && { startDate }),
    ...(notBefore !== undefined && { notBefore }),
    ...(phone !== undefined && { phone }),
  };
  const outcome = await startPreEnrollUser({ client }, input, { request });
  if (outcome === 'started') return outcome;
  const run = await client.workflow.getHandle(preEnrollUserWorkflowId(userId)).describe();
  // An earlier backfill of the same name has started its own before this one began; both times are of Temporal's clock.
  const isOurs =
    run.typedSearchAttributes.get(backfillName) === name &&
    run.startTime.getTime() >= Date.parse(startedAt);
  return isOurs ? 'started' : 'duplicate';
}

function windowFull(message: string, nextRetryDelay: number): ApplicationFailure {
  return ApplicationFailure.create({
    ...{ type: failureType.backfillWindowFull, message, nextRetryDelay },
    // Expected: no warning in the log, no failure in the metrics.
    category: ApplicationFailureCategory.BENIGN,
  });
}
