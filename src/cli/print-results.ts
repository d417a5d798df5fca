import { stringify } from 'csv-stringify/sync';
import type { Client } from '@temporalio/client';
import { readBackfillResults, type BackfillResult } from '../operate/backfill-results.js';
import { findBackfill } from '../operate/backfills.js';
import type { BackfillOutput } from './backfill-options.js';
import { countBy } from './describe-hires.js';
import { noBackfill } from './follow-backfill.js';
import { formatTable } from './format-table.js';
import { print } from './print.js';
import { say } from './say.js';

const columns = [
  ...['line', 'userId', 'startDate', 'outcome', 'problem', 'stage', 'attentionReason', 'runStatus'],
] as const;

type ResultRow = { line: number } & Partial<Record<(typeof columns)[number], string | number>>;

/** A row as it is printed: what is not known is absent. */
export function toResultRow({ run, ...result }: BackfillResult): ResultRow {
  return {
    ...result,
    ...(run && {
      stage: run.stage,
      ...(run.reason !== undefined && { attentionReason: run.reason }),
      runStatus: run.runStatus,
    }),
  };
}

/**
 * Prints what became of each row, and how its person's run stands now. The lines come page by page, but for JSON and a table.
 *
 * @throws NotFoundError if there is no backfill of the name
 */
export async function printResults(
  client: Client,
  name: string,
  output: BackfillOutput,
): Promise<void> {
  const run = await findBackfill(client, name);
  if (run === undefined) throw noBackfill(name);
  const rows: ResultRow[] = [];
  if (output === 'csv') write([columns]);
  for await (const result of readBackfillResults(client, name, run)) {
    const row = toResultRow(result);
    rows.push(row);
    if (output === 'jsonl') print(JSON.stringify(row));
    if (output === 'csv') write([columns.map((column) => row[column] ?? '')]);
  }
  rows.sort((a, b) => a.line - b.line);
  if (output === 'json') print(JSON.stringify(rows, null, 2));
  if (output === 'text') print(...describeResults(rows));
  say(
    countBy(rows, ({ outcome }) => String(outcome))
      .map(([outcome, count]) => `${count} ${outcome}`)
      .join(', '),
  );
}

function describeResults(rows: readonly ResultRow[]): string[] {
  return formatTable([
    ['LINE', 'USER', 'START', 'OUTCOME', 'STAGE', 'REASON', 'RUN'],
    ...rows.map(
      ({ line, userId, startDate, outcome, stage, problem, attentionReason, runStatus }) =>
        [
          ...[line, userId, startDate, outcome, stage],
          ...[problem ?? attentionReason, runStatus],
        ].map((cell) => String(cell ?? '-')),
    ),
  ]);
}

function write(records: readonly (readonly (string | number)[])[]): void {
  process.stdout.write(stringify(records.map((record) => [...record])));
}
