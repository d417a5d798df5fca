import { stringify } from 'csv-stringify/sync';
import { Command, InvalidArgumentError, Option } from 'commander';
import { countReadiness, type Readiness } from '../backfill/count-readiness.js';
import { readStartDate } from '../backfill/start-dates.js';
import { listReadiness, type ReadinessFilter } from '../operate/list-readiness.js';
import { formatCount } from './describe-hires.js';
import { formatTable } from './format-table.js';
import { letReaderStop, print, printJson } from './print.js';
import { sayIfFrozen } from './say-if-frozen.js';
import { say } from './say.js';
import { withTemporal } from './with-temporal.js';

interface ReadinessOptions extends ReadinessFilter {
  output: 'text' | 'json' | 'csv';
}

export function readinessCommand(): Command {
  return new Command('readiness')
    .description('how ready the hires are, by start date and batch; no worker is needed')
    .option('--from <date>', 'who starts on this day or later: 2026-12-01', parseDate)
    .option('--to <date>', 'who starts on this day or before', parseDate)
    .option('--batch <batch>', 'of this batch only')
    .addOption(
      new Option('-o, --output <format>', 'how to print')
        .choices(['text', 'json', 'csv'])
        .default('text'),
    )
    .addHelpText(
      'after',
      `
READY: done, or there was nothing to do. NOT ACTIVATED: the phone is enrolled, and the activation mail is out. HELD: a person is
needed; the reasons are below the table, and \`preenroll list --stage needs-attention\` names the hires. NOT BEGUN: their day has not
come, or it is not their turn yet. STOPPED: cancelled, terminated or failed. Ended runs count as long as Temporal keeps them.

Examples:
  preenroll readiness
  preenroll readiness --from 2026-12-01 --to 2026-12-07
  preenroll readiness --batch july -o json | jq '.[].held'

Exit codes: 0 ok, also if there is nobody, 1 failed, 2 usage, 4 Temporal cannot be reached.`,
    )
    .action(({ output, ...filter }: ReadinessOptions) =>
      withTemporal(async ({ client }) => {
        letReaderStop(() => process.exit(0));
        await sayIfFrozen(client);
        printReadiness(countReadiness(await listReadiness(client, filter)), output);
      }),
    );
}

/** Prints the counts on standard output, and how many hires there are on standard error. */
export function printReadiness(counted: readonly Readiness[], output: ReadinessOptions['output']) {
  if (output === 'json') printJson(counted);
  else if (output === 'csv') process.stdout.write(stringify([csvHeader, ...counted.map(toRecord)]));
  else print(...describeReadiness(counted));
  say(formatCount(counted.reduce((sum, { hires }) => sum + hires, 0)));
}

const csvHeader = [
  ...['startDate', 'batch', 'hires', 'ready', 'notActivated', 'inProgress', 'held', 'notBegun'],
  ...['expired', 'removed', 'undone', 'stopped', 'heldFor'],
];

function toRecord({ startDate = '', batch = '', ...of }: Readiness): (string | number)[] {
  return [
    ...[startDate, batch, of.hires, of.ready, of.notActivated, of.inProgress, of.held, of.notBegun],
    ...[of.expired, of.removed, of.undone, of.stopped, describeReasons(of, ' ')],
  ];
}

function describeReadiness(counted: readonly Readiness[]): string[] {
  if (counted.length === 0) return [];
  const table = formatTable([
    [
      ...['START', 'BATCH', 'HIRES', 'READY', 'NOT ACTIVATED', 'IN PROGRESS', 'HELD', 'NOT BEGUN'],
      ...['EXPIRED', 'REMOVED', 'UNDONE', 'STOPPED'],
    ],
    ...counted.map((each) =>
      toRecord(each)
        .slice(0, -1)
        .map((cell) => (cell === '' ? '-' : String(cell))),
    ),
  ]);
  const reasons = counted
    .filter(({ held }) => held > 0)
    .map(
      (each) => `  ${each.startDate ?? '-'} ${each.batch ?? '-'}: ${describeReasons(each, ', ')}`,
    );
  return [...table, ...(reasons.length > 0 ? ['', 'Held for:', ...reasons] : [])];
}

function describeReasons({ heldFor }: Pick<Readiness, 'heldFor'>, between: string): string {
  return Object.entries(heldFor)
    .sort(([, a], [, b]) => b - a)
    .map(([reason, count]) => `${reason}=${count}`)
    .join(between);
}

function parseDate(text: string): string {
  const date = readStartDate(text);
  if (date !== undefined) return date;
  throw new InvalidArgumentError('It must be a date such as 2026-12-01.');
}
