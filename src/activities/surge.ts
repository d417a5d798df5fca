import { getClient } from '@temporalio/activity';
import type { Client } from '@temporalio/client';
import { enrollmentStage, stageSince } from '../contract/search-attributes.js';
import type { SurgeCounts, SurgeLimits, SurgeWatch } from '../contract/surge.js';
import { freeze } from '../freeze/freeze.js';
import { readLastFreeze } from '../freeze/read-freeze.js';
import { decideSurge } from './decide-surge.js';

/**
 * Counts what the runs of hires came to within the window, and freezes everything where a limit is reached. The window does not reach
 * behind the end of the last freeze: whoever unfreezes has seen what was before. While everything is frozen it only counts. Repeatable: there is one
 * freeze; a repeat whose first attempt has frozen does not say so again.
 */
async function watchSurge({ limits }: { limits: SurgeLimits }): Promise<SurgeWatch> {
  const client = getClient();
  const { current, ended } = await readLastFreeze(client);
  const windowBegan = Date.now() - limits.windowMinutes * 60_000;
  const since = new Date(Math.max(windowBegan, ended?.getTime() ?? 0)).toISOString();
  const counts = await countSince(client, since);
  const reason = current ? undefined : decideSurge(limits, counts);
  if (reason === undefined) return { since, counts };
  await freeze(client, { operator: 'surge breaker', reason });
  return { since, counts, frozen: reason };
}

export const surgeActivities = { watchSurge };

/** Temporal's lists are some moments behind. */
async function countSince(client: Client, since: string): Promise<SurgeCounts> {
  const count = async (...conditions: string[]) => {
    const query = ["WorkflowType = 'preEnrollUser'", ...conditions].join(' AND ');
    return (await client.workflow.count(query)).count;
  };
  const [begun, continued, holds, failures] = await Promise.all([
    count(`StartTime >= '${since}'`),
    // Each of these has begun one more run of the same hire.
    count("ExecutionStatus = 'ContinuedAsNew'", `CloseTime >= '${since}'`),
    count(
      "ExecutionStatus = 'Running'",
      `${enrollmentStage.name} = 'needs-attention'`,
      `${stageSince.name} >= '${since}'`,
    ),
    count("ExecutionStatus IN ('Failed', 'TimedOut', 'Terminated')", `CloseTime >= '${since}'`),
  ]);
  return { hires: Math.max(begun - continued, 0), holds, failures };
}
