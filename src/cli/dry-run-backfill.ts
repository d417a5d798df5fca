import { stringify } from 'csv-stringify/sync';
import { estimate, type Estimate } from '../backfill/estimate.js';
import { judgePeople, type JudgedPerson, type KnownPerson } from '../backfill/judge-people.js';
import { readMemberships } from '../backfill/read-memberships.js';
import { readPopulationsConfig, type BackfillConfig } from '../configuration/config.js';
import { findRunsOf } from '../operate/find-runs-of.js';
import { sayBadRows } from './begin-backfill.js';
import type { BackfillOutput } from './backfill-options.js';
import { countBy } from './describe-hires.js';
import { formatMinutes } from './describe-backfill.js';
import { formatTable } from './format-table.js';
import { print, printJson } from './print.js';
import { say } from './say.js';
import { createAsk, sayWait, type SelectedPeople } from './select-people.js';
import { withTemporal } from './with-temporal.js';

/** Shows what a backfill would do with each, how many calls to Okta it needs, and when it would be done. Starts and changes nothing. */
export async function dryRun(
  select: () => Promise<SelectedPeople>,
  config: BackfillConfig,
  output: BackfillOutput,
): Promise<void> {
  const populations = readPopulationsConfig();
  const ask = createAsk(config);
  const { people, bad } = await select();
  sayBadRows(bad);
  const known = people.filter((person): person is KnownPerson => person.known !== undefined);
  const userIds = known.map(({ userId }) => userId);
  const groupIds = new Set(
    populations.flatMap(({ groups, hires }) => [groups.A, groups.B, ...(hires?.groups ?? [])]),
  );
  const runs = await withTemporal(({ client }) => findRunsOf(client, userIds));
  const groupIdsOf = await ask((okta) => readMemberships(okta, [...groupIds], userIds, sayWait));
  const judged = judgePeople(known, {
    ...{ populations, groupIdsOf },
    hasRun: (userId) => runs.has(userId),
  });
  const limits = await ask((okta) => okta.readRateLimits());
  const hires = judged.filter(({ plan }) => plan !== 'skip').length;
  const needed = estimate(hires, limits, {
    share: config.pacing.share,
    now: new Date(),
  });
  printJudged(judged, output, needed);
  [...describeJudged(judged), ...describeEstimate(needed)].forEach(say);
  if (bad.length > 0) say(`${bad.length} rows cannot be used: see above.`);
}

function printJudged(judged: readonly JudgedPerson[], output: BackfillOutput, needed: Estimate) {
  const rows = judged.toSorted((a, b) => a.line - b.line);
  const cells = rows.map((row) => [
    ...[row.line, row.userId, row.startDate ?? '', row.plan],
    'because' in row ? row.because : '',
  ]);
  switch (output) {
    case 'json':
      printJson({ people: rows, estimate: needed });
      break;
    case 'jsonl':
      print(...rows.map((row) => JSON.stringify(row)));
      break;
    case 'csv':
      process.stdout.write(
        stringify([['line', 'userId', 'startDate', 'plan', 'because'], ...cells]),
      );
      break;
    case 'text':
      print(
        ...formatTable([
          ['LINE', 'USER', 'START', 'PLAN', 'BECAUSE'],
          ...cells.map((row) => row.map((cell) => String(cell === '' ? '-' : cell))),
        ]),
      );
  }
}

function describeJudged(judged: readonly JudgedPerson[]): string[] {
  const kinds = countBy(judged, (each) =>
    'because' in each ? `${each.plan}: ${each.because}` : each.plan,
  );
  return [
    `${judged.length} people:`,
    ...kinds.map(([kind, count]) => `  ${count} ${kind}`),
    'A number that somebody outside of the selection has too is found when its turn comes.',
  ];
}

function describeEstimate({ hires, buckets, slowest }: Estimate): string[] {
  const table = formatTable([
    ['  BUCKET', 'CALLS', 'LIMIT A MINUTE', 'TAKES'],
    ...buckets.map(({ bucket, calls, limitPerMinute, minutes }) => [
      `  ${bucket}`,
      String(calls),
      String(limitPerMinute ?? 'unknown'),
      minutes === undefined ? '-' : formatMinutes(minutes),
    ]),
  ]);
  return [
    `Calls to Okta for the ${hires} who are enrolled or held:`,
    ...table,
    slowest
      ? `At today's limits it would be done at ${slowest.doneAt}, if it began now; the bucket ${slowest.bucket} decides.`
      : 'Okta does not tell its limits: it cannot be said how long that takes.',
  ];
}
