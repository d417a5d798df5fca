import { sleep } from '@temporalio/workflow';

/** Okta applies changes after a moment: about two minutes of looking again, ever more slowly. */
const pauses = [
  '1 second',
  '2 seconds',
  '4 seconds',
  '8 seconds',
  '15 seconds',
  '30 seconds',
  '1 minute',
] as const;

/** Looks until `isThere` accepts what it sees, or patience ends; returns the last that was seen. */
export async function lookPatiently<T>(
  look: () => Promise<T>,
  isThere: (seen: T) => boolean,
): Promise<T> {
  let seen = await look();
  for (const pause of pauses) {
    if (isThere(seen)) return seen;
    await sleep(pause);
    seen = await look();
  }
  return seen;
}
