import type { Client } from '@temporalio/client';
import { attention, isAttentionReason, type AttentionReason } from '../contract/attention.js';
import type { EnrollmentStage } from '../contract/pre-enroll-user.js';
import { runningStages, toHireQuery, type HireFilter } from './hire-query.js';
import { withinDeadline } from './within-deadline.js';

const hourMs = 60 * 60_000;

/** How long in the stage, as the label of the metric says it. Everybody is in the first. */
const ages = { '0s': 0, '1h': hourMs, '1d': 24 * hourMs, '7d': 168 * hourMs } as const;
type Age = keyof typeof ages;

const everyAge = Object.keys(ages) as Age[];
const everyReason = Object.keys(attention).filter(isAttentionReason);

export interface HireCounts {
  stages: { stage: EnrollmentStage; age: Age; hires: number }[];
  reasons: { reason: AttentionReason; hires: number }[];
}

/** What is shown by whoever does not count. */
export const noHires: HireCounts = {
  stages: runningStages.flatMap((stage) => everyAge.map((age) => ({ stage, age, hires: 0 }))),
  reasons: everyReason.map((reason) => ({ reason, hires: 0 })),
};

/**
 * Counts the running hires by stage and age, and those who are parked by reason. Asks Temporal's lists, which are some moments behind. Ends with an error when it is stopped. Throws every error of the client.
 */
export async function countHires(
  client: Client,
  stopped: AbortSignal,
  now = new Date(),
): Promise<HireCounts> {
  async function count(filter: HireFilter): Promise<number> {
    const query = toHireQuery(filter);
    // A signal of its own for each call: the client does not take its listeners back.
    const { count } = await client.withAbortSignal(AbortSignal.any([stopped]), () =>
      withinDeadline(client, () => client.workflow.count(query)),
    );
    return count;
  }
  const counts: HireCounts = { stages: [], reasons: [] };
  for (const stage of runningStages) {
    // Whoever is not there at all is not there for a day either.
    let hires = Infinity;
    for (const age of everyAge) {
      const before = ages[age] === 0 ? {} : { before: new Date(now.getTime() - ages[age]) };
      if (hires > 0) hires = await count({ stage, ...before });
      counts.stages.push({ stage, age, hires });
    }
    if (stage !== 'needs-attention') continue;
    const isParked = counts.stages.some((parked) => parked.stage === stage && parked.hires > 0);
    for (const reason of everyReason) {
      counts.reasons.push({ reason, hires: isParked ? await count({ stage, reason }) : 0 });
    }
  }
  return counts;
}
