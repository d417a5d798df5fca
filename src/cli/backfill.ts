import { Command, Option } from 'commander';
import { backfillOutputs, type BackfillOptions } from './backfill-options.js';
import { parseDays } from './parse-days.js';

export function backfillCommand(): Command {
  return new Command('backfill')
    .description('enroll people who exist in Okta already')
    .option('--search <expression>', "those whom Okta's user search finds")
    .option('--group <id>', 'those who are in a group of Okta')
    .option(
      '--csv <file>',
      'those whom a file names, a login or an id per row; - for standard input',
    )
    .option('--name <name>', 'how the backfill is called (default: made from who is meant)')
    .option('--reason <text>', 'why: it is recorded in the runs; no addresses or numbers')
    .option('--operator <name>', 'who you are (default: the name under which you are logged in)')
    .option('--at <date>', 'the start date of those who have none: 2026-12-01, or +14d')
    .option(
      '--days-before <days>',
      'how many days before their start date people are enrolled',
      parseDays,
      0,
    )
    .option('--time-zone <zone>', 'whose midnight counts for start dates', 'local')
    .option(
      '--dry-run',
      'show who would be enrolled, and how long it would take; nothing is changed',
    )
    .option('--detach', 'do not stay to show how far it is')
    .option('--watch <name>', 'show how far a backfill is')
    .option('--pause <name>', 'start nobody more for now; who was started goes on')
    .option('--resume <name>', 'go on after a pause')
    .option('--cancel <name>', 'do not start the rest; who was started goes on')
    .option('--results <name>', 'print what became of each row, and how it stands now')
    .addOption(
      new Option('-o, --output <format>', 'how to print what became of each row')
        .choices(backfillOutputs)
        .default('text'),
    )
    .addHelpText(
      'after',
      `
The file has a header row with \`login\` or \`id\`, and if you like \`phone\` and \`start\`; docs/backfill.md says more. Numbers of the
file are encrypted with PAYLOAD_ENCRYPTION_KEY. Rows that nobody can be enrolled by are told by their line, and the others are
started all the same. Who has a run already is a duplicate, so that the same command can be given again at any time: it joins the
backfill that is running. Ctrl-C leaves it running.

Examples:
  preenroll backfill --search 'status eq "STAGED"' --dry-run
  preenroll backfill --search 'status eq "STAGED"' --reason "everybody before the roll-out"
  preenroll backfill --csv july.csv --name july --days-before 3 --reason "the cohort of July" --detach
  preenroll backfill --watch july
  preenroll backfill --results july -o csv > july-results.csv
  preenroll backfill --cancel july --reason "the date has moved"

Exit codes: 0 ok, 1 failed, or there are rows that nobody can be enrolled by, 2 usage or configuration, 3 no such backfill,
4 Temporal or Okta cannot be reached.`,
    )
    .action(async (options: BackfillOptions) => {
      // What reads files and judges people is loaded by whoever needs it.
      const { backfill } = await import('./run-backfill.js');
      await backfill(options);
    });
}
