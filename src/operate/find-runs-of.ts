import type { Client, WorkflowExecutionInfo } from '@temporalio/client';
import {
  attentionReason,
  backfillName,
  enrollmentStage,
  oktaUserId,
} from '../contract/search-attributes.js';
import { withinDeadline } from './within-deadline.js';

/** How the latest run of a person stands, by Temporal's lists. */
export interface UserRun {
  /** Temporal's word: `RUNNING`, `COMPLETED`, `TERMINATED`, … */
  runStatus: string;
  stage: string;
  reason?: string;
  backfill?: string;
  startedAt: Date;
}

/** Temporal takes longer queries, but not without end. */
const idsPerQuery = 100;

/** The latest runs of the users, running or ended; who has none is left out. Needs no worker. Temporal's lists are some moments behind. */
export async function findRunsOf(
  client: Client,
  userIds: readonly string[],
): Promise<Map<string, UserRun>> {
  const found = new Map<string, UserRun>();
  for (let from = 0; from < userIds.length; from += idsPerQuery) {
    const ids = userIds.slice(from, from + idsPerQuery).map((id) => `'${id}'`);
    await withinDeadline(
      client,
      async () => {
        const query = `WorkflowType = 'preEnrollUser' AND ${oktaUserId.name} IN (${ids.join(', ')})`;
        for await (const run of client.workflow.list({ query, pageSize: 1_000 })) {
          const userId = run.typedSearchAttributes.get(oktaUserId) ?? '';
          const known = found.get(userId);
          if (known === undefined || known.startedAt < run.startTime) {
            found.set(userId, toUserRun(run));
          }
        }
      },
      30_000,
    );
  }
  return found;
}

function toUserRun({ status, startTime, typedSearchAttributes }: WorkflowExecutionInfo): UserRun {
  const reason = typedSearchAttributes.get(attentionReason);
  const backfill = typedSearchAttributes.get(backfillName);
  return {
    ...{ runStatus: status.name, startedAt: startTime },
    stage: typedSearchAttributes.get(enrollmentStage) ?? 'preparing',
    ...(reason !== undefined && { reason }),
    ...(backfill !== undefined && { backfill }),
  };
}
