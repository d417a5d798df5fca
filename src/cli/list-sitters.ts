import type { Client } from '@temporalio/client';
import type { GroupASweep, SweepGroupA } from '../contract/group-a-sweep.js';
import { readLatestResult } from '../operate/latest-result.js';
import { formatElapsed } from './format-elapsed.js';
import { formatTable } from './format-table.js';
import { NotFoundError } from './not-found-error.js';
import { print, printJson } from './print.js';
import { say } from './say.js';

/** Prints who sits in Group A for too long, as the last sweep found them. Throws {@link NotFoundError} if there was none. */
export async function listSitters(
  client: Client,
  output: 'text' | 'json' | 'jsonl',
): Promise<void> {
  const sweep = await readLatestResult<SweepGroupA>(client, 'sweepGroupA');
  if (sweep === undefined) {
    throw new NotFoundError(
      'No sweep of Group A has ended yet. A worker starts them by itself; see the Schedule sweep-group-a.',
    );
  }
  if (output === 'json') printJson(sweep);
  else if (output === 'jsonl') print(...sweep.sitters.map((sitter) => JSON.stringify(sitter)));
  else print(...describeSitters(sweep));
  say(
    `${sweep.members} in Group A at ${sweep.at}; ${sweep.sitting} for too long; ${sweep.started} had no run and have one since`,
  );
  if (sweep.sitters.length < sweep.sitting) say(`The first ${sweep.sitters.length} are shown`);
}

/** A table, those first who have sat there longest. */
export function describeSitters({ at, sitters }: GroupASweep): string[] {
  if (sitters.length === 0) return [];
  return formatTable([
    ['USER', 'POPULATION', 'RUN', 'SITS', 'SINCE'],
    ...sitters
      .toSorted((a, b) => a.since.localeCompare(b.since))
      .map(({ userId, population, run, since }) => [
        userId,
        population,
        run,
        formatElapsed(new Date(since), new Date(at)),
        since,
      ]),
  ]);
}
