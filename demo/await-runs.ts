import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';

const stallMs = 120_000;

/**
 * Waits until all runs have ended, and says how many are where whenever that has changed. Gives up, and returns, when nothing has
 * changed for two minutes.
 */
export async function awaitRuns(
  client: Client,
  users: number,
  say: (line: string) => void,
): Promise<void> {
  let last = '';
  let changed = Date.now();
  while (Date.now() - changed < stallMs) {
    const { groups } = await client.workflow.count(
      "WorkflowType = 'preEnrollUser' AND ExecutionStatus != 'ContinuedAsNew' GROUP BY ExecutionStatus",
    );
    const counts = Object.fromEntries(
      groups.map(({ groupValues, count }) => [String(groupValues[0]), count]),
    );
    const running = counts['Running'] ?? 0;
    const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
    const line = `${total - running} of ${users} done, ${running} under way`;
    if (line !== last) {
      last = line;
      changed = Date.now();
      say(line);
    }
    if (total - running >= users) return;
    await sleep(1_000);
  }
}
