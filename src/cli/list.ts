import { Command, InvalidArgumentError, Option } from 'commander';
import { attention, isAttentionReason } from '../contract/attention.js';
import type { EnrollmentStage } from '../contract/pre-enroll-user.js';
import { runningStages, toHireQuery } from '../operate/hire-query.js';
import type { Hire, HireRuns } from '../operate/hire-runs.js';
import { listLongestFirst } from '../operate/list-longest-first.js';
import { describeHires, formatCount, summarize, toHireRow } from './describe-hires.js';
import { listSitters } from './list-sitters.js';
import { readDuration } from './read-duration.js';
import { letReaderStop, print, printJson } from './print.js';
import { sayIfFrozen } from './say-if-frozen.js';
import { say } from './say.js';
import { withTemporal } from './with-temporal.js';

export interface ListOptions {
  stage?: EnrollmentStage;
  reason?: string;
  waitingLongerThan?: number;
  batch?: string;
  query?: string;
  limit?: number;
  output: 'text' | 'json' | 'jsonl';
  sitting?: true;
}

export function listCommand(): Command {
  return new Command('list')
    .description(
      'the hires who are on their way, and those who need attention; no worker is needed',
    )
    .addOption(new Option('--stage <stage>', 'in this stage only').choices(runningStages))
    .option(
      '--reason <reason>',
      'parked for this reason only, such as telephony-missing',
      parseReason,
    )
    .option(
      '--waiting-longer-than <duration>',
      'in their stage for longer: 3d, 12h, 90m, "2 days"',
      readDuration,
    )
    .option('--batch <batch>', 'of this batch only')
    .option('--query <query>', "in the words of Temporal's visibility, on top of the other options")
    .option('--limit <number>', 'so many at most', parseLimit)
    .option('--sitting', 'instead: who sits in Group A for too long, as the last sweep found them')
    .addOption(
      new Option('-o, --output <format>', 'how to print')
        .choices(['text', 'json', 'jsonl'])
        .default('text'),
    )
    .addHelpText(
      'after',
      `
As text and json, those come first who have waited longest. As jsonl each hire is printed as soon as Temporal tells, in no
order. Temporal's lists are some seconds behind. What is wrong, who can fix it and how is below the table, or in each object.

Examples:
  preenroll list --stage needs-attention
  preenroll list --reason phone-missing --waiting-longer-than 3d
  preenroll list --query 'StartTime > "2026-11-01T00:00:00Z"' -o jsonl | jq -r .userId
  preenroll list --sitting -o json

Exit codes: 0 ok, also if there is nobody, 1 failed, 2 usage, 3 there was no sweep yet, 4 Temporal cannot be reached.`,
    )
    .action((options: ListOptions) =>
      withTemporal(async ({ client, runs }) => {
        letReaderStop(() => process.exit(0));
        await sayIfFrozen(client);
        await (options.sitting ? listSitters(client, options.output) : listHires(runs, options));
      }),
    );
}

/** Prints the hires on standard output, and how many there are on standard error. */
export async function listHires(
  runs: Pick<HireRuns, 'list'>,
  { waitingLongerThan, limit = Infinity, output, ...filter }: ListOptions,
  now = new Date(),
): Promise<void> {
  const query = toHireQuery({
    ...filter,
    ...(waitingLongerThan !== undefined && { before: new Date(now.getTime() - waitingLongerThan) }),
  });
  if (output === 'jsonl') {
    await streamHires(runs.list(query), limit);
    return;
  }
  const all = await listLongestFirst(runs, query);
  const hires = all.slice(0, limit);
  if (output === 'json') printJson(hires.map(toHireRow));
  else print(...describeHires(hires, now));
  const hidden = all.length - hires.length;
  say(summarize(all) + (hidden > 0 ? ` (the first ${hires.length} are shown)` : ''));
}

async function streamHires(found: AsyncIterable<Hire>, limit: number): Promise<void> {
  const stages: Pick<Hire, 'stage'>[] = [];
  for await (const hire of found) {
    print(JSON.stringify(toHireRow(hire)));
    stages.push({ stage: hire.stage });
    if (stages.length >= limit) {
      say(`The first ${formatCount(stages.length)}; there may be more`);
      return;
    }
  }
  say(summarize(stages));
}

function parseReason(text: string): string {
  if (isAttentionReason(text)) return text;
  throw new InvalidArgumentError(`The reasons are: ${Object.keys(attention).join(', ')}.`);
}

function parseLimit(text: string): number {
  const limit = Number(text);
  if (!Number.isInteger(limit) || limit < 1) {
    throw new InvalidArgumentError('It must be 1 or more.');
  }
  return limit;
}
