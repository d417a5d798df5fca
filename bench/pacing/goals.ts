import type { Goal } from '../goal.js';

/** `2 workers beside another client` */
export function nameOf(workers: number, otherClient: boolean): string {
  const count = workers === 1 ? '1 worker' : `${workers} workers`;
  return otherClient ? `${count} beside another client` : count;
}

export function goalsOf(workers: number, otherClient: boolean): Goal[] {
  const name = nameOf(workers, otherClient);
  const refused = `rateLimited429, ${name}`;
  const budgetShare = { figure: `budgetShare, ${name}`, unit: 'ratio', floor: 1 };
  if (!otherClient) {
    return [
      {
        name: `P7: use of the budget while there is a backlog, without a single 429, ${name}`,
        ...budgetShare,
        ratio: { atLeast: workers === 1 ? 0.97 : 0.95 },
        without: refused,
      },
    ];
  }
  return [
    {
      name: `P8: use of what was allowed while there is a backlog, never more than the share, ${name}`,
      ...budgetShare,
      ratio: { atLeast: 0.95 },
      without: `callsAboveShare, ${name}`,
    },
    {
      name: `P8: calls that were refused, ${name}`,
      ...{ figure: refused, unit: 'ratio', floor: 1 },
      ratio: { atMost: 0.001 },
    },
  ];
}
