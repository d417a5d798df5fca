import { AsyncLocalStorage } from 'node:async_hooks';

interface Urgency {
  priority: number;
  /** How many calls have had their turn. */
  calls: number;
}

/** Temporal's priority of what has none. */
export const usualPriority = 3;

const urgencies = new AsyncLocalStorage<Urgency>();

/** Does the work; the calls to Okta in it wait for their turn by this priority, 1 before 5. */
export function withUrgency<T>(priority: number, work: () => Promise<T>): Promise<T> {
  return urgencies.run({ priority, calls: 0 }, work);
}

/** Of the caller: lower goes first. Work that has had a call already goes before work of the same priority that has not: it frees what it holds sooner. */
export function callRank(): number {
  const { priority, calls } = urgencies.getStore() ?? { priority: usualPriority, calls: 0 };
  return priority - (calls > 0 ? 0.5 : 0);
}

/** Notes that a call of the caller's has its turn. */
export function noteTurn(): void {
  const urgency = urgencies.getStore();
  if (urgency) urgency.calls += 1;
}
