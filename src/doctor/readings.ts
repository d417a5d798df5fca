import type { Evidence, EvidenceName } from './evidence.js';
import { toReadFailure, UnreadError, type ReadFailure } from './read-failure.js';

/** Reads one piece of evidence; `read` gives it others. Reads only: nothing is changed. */
export type Reader<Name extends EvidenceName> = (read: Read) => Promise<Evidence[Name]>;
export type Readers = { [Name in EvidenceName]: Reader<Name> };
export type Read = <Name extends EvidenceName>(name: Name) => Promise<Evidence[Name]>;

/**
 * Gives each piece of evidence, read once however many ask. Rejects where it cannot be read, or not in time; who asks for what another reading needs is
 * told that one's failure.
 */
export function createRead(readers: Readers, timeoutMs: number): Read {
  const readings = new Map<EvidenceName, Promise<unknown>>();
  const read: Read = <Name extends EvidenceName>(name: Name) => {
    const reading = readings.get(name) ?? inTime(begin(name), timeoutMs);
    readings.set(name, reading);
    return reading as Promise<Evidence[Name]>;
  };
  // What throws at once has failed like everything else.
  const begin = async (name: EvidenceName): Promise<unknown> => readers[name](read);
  return read;
}

async function inTime<T>(reading: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new UnreadError('unreachable', `no answer within ${ms / 1_000} s`));
    }, ms);
  });
  try {
    return await Promise.race([reading, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** All that a check needs, or the first failure in their order. */
export async function gather(
  read: Read,
  needs: readonly EvidenceName[],
): Promise<{ evidence: Evidence } | { failure: ReadFailure }> {
  const settled = await Promise.allSettled(needs.map((name) => read(name)));
  const failed = settled.find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') return { failure: toReadFailure(failed.reason) };
  const entries = settled.map((each, at) => [
    needs[at],
    (each as PromiseFulfilledResult<unknown>).value,
  ]);
  return { evidence: Object.fromEntries(entries) as Evidence };
}
