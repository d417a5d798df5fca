import type { Person } from './person.js';

/** Who starts first comes first, who has no start date last; among equals as they were selected. */
export function sortPeople<T extends Pick<Person, 'startDate' | 'line'>>(
  people: readonly T[],
): T[] {
  return people.toSorted(
    (a, b) => compare(a.startDate ?? afterAll, b.startDate ?? afterAll) || a.line - b.line,
  );
}

// Dates are digits.
const afterAll = '~';

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
