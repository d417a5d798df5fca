import type { CheckStatus } from '../contract/doctor.js';
import type { Evidence, EvidenceName } from './evidence.js';
import type { ReadFailure } from './read-failure.js';

export interface Judgement {
  status: CheckStatus;
  /** What was found: counts, ids, states. Never a name, an address or a secret. */
  evidence: string;
  /** Unless the check has one for every case. */
  remedy?: string;
}

/** One prerequisite: what has to be read for it, and what that means. */
export interface Check {
  id: string;
  title: string;
  needs: readonly EvidenceName[];
  /** What to do where it is not ok. */
  remedy: string;
  /** How a person looks, where it could not be read. */
  byHand: string;
  /** Pure. */
  judge(evidence: Evidence, now: Date): Judgement;
  /** What it means that something of what it needs cannot be read; undefined: the status is `unknown`. */
  judgeFailure?: ((failure: ReadFailure) => Judgement | undefined) | undefined;
}

/** A check whose judgement is given what it needs and nothing else. */
export function check<const Names extends readonly EvidenceName[]>(
  id: string,
  options: Omit<Check, 'id' | 'needs' | 'judge'> & {
    needs: Names;
    judge: (evidence: Pick<Evidence, Names[number]>, now: Date) => Judgement;
  },
): Check {
  return { id, ...options };
}

export function ok(evidence: string): Judgement {
  return { status: 'ok', evidence };
}

export function warning(evidence: string, remedy?: string): Judgement {
  return { status: 'warning', evidence, ...(remedy !== undefined && { remedy }) };
}

export function failure(evidence: string, remedy?: string): Judgement {
  return { status: 'failure', evidence, ...(remedy !== undefined && { remedy }) };
}

export function unknown(evidence: string, remedy?: string): Judgement {
  return { status: 'unknown', evidence, ...(remedy !== undefined && { remedy }) };
}
