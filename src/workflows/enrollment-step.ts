import type { EnrollmentRecord } from './enrollment-record.js';
import type { UntilRepaired } from './until-repaired.js';

/**
 * One step of the procedure: done once in a chain of runs, repeated until it goes through, and noted. A run that continues
 * another gets the result that the other one had.
 *
 * @param name what was done when it is done, as people read it. It is stored: never rename one.
 * @throws UserRemoved
 */
export type EnrollmentStep = <T>(name: string, act: () => T | Promise<T>) => Promise<T>;

export function createStep(record: EnrollmentRecord, untilRepaired: UntilRepaired): EnrollmentStep {
  return async <T>(name: string, act: () => T | Promise<T>) => {
    if (record.hasDone(name)) return record.results[name] as T;
    const result = await untilRepaired(act);
    record.did(name, result);
    return result;
  };
}
