import type { CheckResult } from '../contract/doctor.js';
import type { Check, Judgement } from './check.js';
import { checks } from './checks/index.js';
import type { ReadFailure } from './read-failure.js';
import { createRead, gather, type Read, type Readers } from './readings.js';

export interface DoctorOptions {
  readers: Readers;
  /** Ids of checks; absent: all. */
  only?: readonly string[] | undefined;
  /** How long one reading may take. Default: 20 seconds. */
  timeoutMs?: number;
  now?: Date;
  /** Hears of each result when it is there, in no order. */
  onResult?: (result: CheckResult) => void;
}

/**
 * Runs the checks, and gives their results in the order of the list. Reads only. A check that fails, or cannot be made, hides no other. Never rejects for what it
 * finds.
 */
export async function runDoctor({
  readers,
  only,
  timeoutMs = 20_000,
  now = new Date(),
  onResult,
}: DoctorOptions): Promise<CheckResult[]> {
  const wanted = checks.filter(({ id }) => only === undefined || only.includes(id));
  const read = createRead(readers, timeoutMs);
  return Promise.all(
    wanted.map(async (check) => {
      const result = await runCheck(check, read, now);
      onResult?.(result);
      return result;
    }),
  );
}

async function runCheck(check: Check, read: Read, now: Date): Promise<CheckResult> {
  const gathered = await gather(read, check.needs);
  const judgement =
    'evidence' in gathered
      ? check.judge(gathered.evidence, now)
      : (check.judgeFailure?.(gathered.failure) ?? unread(check, gathered.failure));
  const { status, evidence, remedy = check.remedy } = judgement;
  const { id, title } = check;
  return { id, title, status, evidence, ...(status !== 'ok' && { remedy }) };
}

/** What cannot be read is never ok. */
function unread({ byHand }: Check, { kind, text }: ReadFailure): Judgement {
  if (kind === 'misconfigured') {
    const remedy = 'Repair the configuration first.';
    return { status: 'unknown', evidence: 'see configuration-valid', remedy };
  }
  const why = {
    unreachable: 'it could not be read',
    unauthorized: 'Okta does not take the credential',
    forbidden: 'the scope or the role to read it is missing',
    refused: 'it could not be read',
    'not-configured': 'it cannot be read from here',
    unexpected: 'reading it failed',
  }[kind];
  return { status: 'unknown', evidence: `${why} (${text})`, remedy: byHand };
}
