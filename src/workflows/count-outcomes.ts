import type { RowOutcome } from '../contract/backfill.js';

/** How many of the rows were started, and how many people had a run before. */
export function countOutcomes(outcomes: readonly RowOutcome[]): {
  started: number;
  duplicates: number;
} {
  const count = (wanted: RowOutcome) => outcomes.filter((outcome) => outcome === wanted).length;
  return { started: count('started'), duplicates: count('duplicate') };
}
