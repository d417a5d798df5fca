import type { Hire, HireRuns } from './hire-runs.js';

/** All whom a query finds, those first who have been in their stage longest. */
export async function listLongestFirst(
  runs: Pick<HireRuns, 'list'>,
  query: string,
): Promise<Hire[]> {
  const hires: Hire[] = [];
  for await (const hire of runs.list(query)) hires.push(hire);
  return hires.sort((a, b) => a.since.getTime() - b.since.getTime());
}
