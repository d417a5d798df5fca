import type { Ids, Plan } from './step.js';

/** Several plans as one. */
export function merge(...plans: readonly Plan[]): Plan {
  return {
    steps: plans.flatMap(({ steps }) => steps),
    ids: Object.assign({}, ...plans.map(({ ids }) => ids)) as Ids,
    gaps: plans.flatMap(({ gaps }) => gaps),
    warnings: plans.flatMap(({ warnings }) => warnings),
  };
}

export const nothing: Plan = { steps: [], ids: {}, gaps: [], warnings: [] };
