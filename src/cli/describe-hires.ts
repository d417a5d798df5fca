import { attentionTo, isAttentionReason } from '../contract/attention.js';
import type { Hire } from '../operate/hire-runs.js';
import { formatElapsed } from './format-elapsed.js';
import { formatTable } from './format-table.js';

/** A hire as the commands print it in JSON: what is not known is absent. */
export function toHireRow({ userId, workflowId, stage, reason, since, batch }: Hire) {
  return {
    userId,
    stage,
    since: since.toISOString(),
    ...(reason !== undefined && { reason, ...explain(reason) }),
    ...(batch !== undefined && { batch }),
    workflowId,
  };
}

/** A table, and below it in plain words what is wrong with those who need attention, reason by reason. */
export function describeHires(hires: readonly Hire[], now: Date): string[] {
  if (hires.length === 0) return [];
  const table = formatTable([
    ['USER', 'STAGE', 'REASON', 'WHO CAN FIX IT', 'WAITS', 'SINCE', 'BATCH'],
    ...hires.map(({ userId, stage, reason, since, batch }) => [
      userId,
      stage,
      reason ?? '-',
      explain(reason)?.whoCanFix ?? '-',
      formatElapsed(since, now),
      since.toISOString(),
      batch ?? '-',
    ]),
  ]);
  const legend = countBy(hires, ({ reason }) => reason).flatMap(([reason, count]) => {
    const known = explain(reason);
    return known
      ? ['', `${reason} (${count}): ${known.explanation}`, `  ${known.whoCanFix}: ${known.action}`]
      : [];
  });
  return [...table, ...legend];
}

/** `17 hires; 3 need attention` */
export function summarize(hires: readonly Pick<Hire, 'stage'>[]): string {
  const parked = hires.filter(({ stage }) => stage === 'needs-attention').length;
  const attention = `${parked} ${parked === 1 ? 'needs' : 'need'} attention`;
  return `${formatCount(hires.length)}; ${attention}`;
}

export function formatCount(count: number): string {
  return `${count} ${count === 1 ? 'hire' : 'hires'}`;
}

/** How many there are of each kind, the most first; those without are left out. */
export function countBy<T>(
  items: readonly T[],
  kindOf: (item: T) => string | undefined,
): [kind: string, count: number][] {
  const counts = new Map<string, number>();
  for (const item of items) {
    const kind = kindOf(item);
    if (kind !== undefined) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a);
}

function explain(reason: string | undefined) {
  if (reason === undefined || !isAttentionReason(reason)) return undefined;
  const { explanation, whoCanFix, action } = attentionTo(reason);
  return { explanation, whoCanFix, action };
}
