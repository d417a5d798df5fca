import type { Client } from '@temporalio/client';
import {
  type BackfillRow,
  type BackfillRows,
  type BackfillRowsInput,
  type RowOutcome,
} from '../contract/backfill.js';
import { backfillRowsWorkflowId } from '../contract/workflow-ids.js';
import { readFirstInput } from '../dispatch/read-first-input.js';
import type { BackfillRun } from './backfills.js';
import { findRunsOf, type UserRun } from './find-runs-of.js';
import { withinDeadline } from './within-deadline.js';

/** What became of a row of a backfill, and how its person's run stands now. */
export interface BackfillResult {
  line: number;
  /** `waiting`: it is not its turn yet. `rejected`: nobody can be enrolled by it. */
  outcome: RowOutcome | 'waiting' | 'rejected';
  /** Why it was rejected. */
  problem?: string;
  userId?: string;
  startDate?: string;
  run?: UserRun;
}

/**
 * The rows of a backfill with what became of them, page by page. Needs no worker. Those of a page that is not done yet are known by the runs that
 * carry the backfill's name, as Temporal lists them.
 */
export async function* readBackfillResults(
  client: Client,
  name: string,
  { selection, pages, startedAt }: Pick<BackfillRun, 'selection' | 'pages' | 'startedAt'>,
): AsyncIterable<BackfillResult> {
  for (let page = 0; page < pages; page += 1) {
    const pageId = backfillRowsWorkflowId(name, selection, page);
    const { rows, rejected = [] } = await withinDeadline(client, () =>
      readFirstInput<BackfillRowsInput>(client, pageId),
    );
    const outcomes = await readOutcomes(client, pageId);
    const runs = await findRunsOf(
      client,
      rows.map(({ userId }) => userId),
    );
    yield* rejected.map(({ line, problem }) => ({ line, outcome: 'rejected' as const, problem }));
    for (const [at, row] of rows.entries()) {
      yield toResult(row, outcomes?.[at], runs.get(row.userId));
    }
  }

  function toResult(
    { line, userId, startDate }: BackfillRow,
    outcome: RowOutcome | undefined,
    run: UserRun | undefined,
  ): BackfillResult {
    const isOurs = run?.backfill === name && run.startedAt >= startedAt;
    return {
      ...{ line, userId, outcome: outcome ?? (isOurs ? 'started' : 'waiting') },
      ...(startDate !== undefined && { startDate }),
      ...(run && { run }),
    };
  }
}

/** Of a page that was released; undefined for one that was not. */
async function readOutcomes(client: Client, pageId: string): Promise<RowOutcome[] | undefined> {
  const handle = client.workflow.getHandle<BackfillRows>(pageId);
  const { status } = await withinDeadline(client, () => handle.describe());
  if (status.name !== 'COMPLETED') return undefined;
  const outcomes = await withinDeadline(client, () => handle.result());
  return outcomes.map(({ outcome }) => outcome);
}
