import type { Client } from '@temporalio/client';
import {
  attentionReason,
  enrollmentStage,
  hireBatch,
  startDate,
} from '../contract/search-attributes.js';
import { toSearchValue } from './hire-query.js';
import { withinDeadline } from './within-deadline.js';

/** The latest run of a hire, as far as it says how ready he is. */
export interface RunReadiness {
  /** Temporal's word: `RUNNING`, `COMPLETED`, `TERMINATED`, … */
  runStatus: string;
  stage: string;
  reason?: string;
  startDate?: string;
  batch?: string;
}

export interface ReadinessFilter {
  /** Start dates, both inclusive. Whoever has none is left out as soon as one is given. */
  from?: string;
  to?: string;
  batch?: string;
}

/**
 * The latest run of each hire, running or ended, as long as Temporal keeps it. Needs no worker. Temporal's lists are some moments behind.
 *
 * @throws QueryRefusedError if a value cannot be put into a query
 */
export async function listReadiness(
  client: Client,
  { from, to, batch }: ReadinessFilter,
): Promise<RunReadiness[]> {
  const query = [
    "WorkflowType = 'preEnrollUser'",
    "ExecutionStatus != 'ContinuedAsNew'",
    from !== undefined && `${startDate.name} >= ${toSearchValue(from)}`,
    to !== undefined && `${startDate.name} <= ${toSearchValue(to)}`,
    batch !== undefined && `${hireBatch.name} = ${toSearchValue(batch)}`,
  ]
    .filter((term) => term !== false)
    .join(' AND ');
  const latest = new Map<string, { since: Date; run: RunReadiness }>();
  const runs = client.workflow.list({ query, pageSize: 1_000 })[Symbol.asyncIterator]();
  for (;;) {
    const next = await withinDeadline(client, () => runs.next());
    if (next.done) break;
    const { workflowId, startTime, status, typedSearchAttributes: told } = next.value;
    const known = latest.get(workflowId);
    if (known !== undefined && known.since >= startTime) continue;
    const [reason, day, ofBatch] = [
      told.get(attentionReason),
      told.get(startDate),
      told.get(hireBatch),
    ];
    latest.set(workflowId, {
      since: startTime,
      run: {
        runStatus: status.name,
        stage: told.get(enrollmentStage) ?? 'preparing',
        ...(reason !== undefined && { reason }),
        ...(day !== undefined && { startDate: day }),
        ...(ofBatch !== undefined && { batch: ofBatch }),
      },
    });
  }
  return [...latest.values()].map(({ run }) => run);
}
