import { Command, Option } from 'commander';
import { parseDays } from './parse-days.js';

export interface RecoverOptions {
  dryRun?: true;
  withoutAuditStore?: true;
  daysBefore: number;
  timeZone: string;
  reason: string;
  operator?: string;
  output: 'text' | 'json' | 'jsonl';
}

export function recoverCommand(): Command {
  return new Command('recover')
    .description(
      "rebuild the runs of everyone in Group A or STAGED, when Temporal's database is lost",
    )
    .option('--dry-run', 'show who would be started, and from where; nothing is started')
    .option(
      '--without-audit-store',
      'although nobody knows which mails have gone out: some go out again',
    )
    .option(
      '--days-before <days>',
      'how many days before their start date those are enrolled with whom nothing has begun',
      parseDays,
      0,
    )
    .option('--time-zone <zone>', 'whose midnight counts for start dates', 'local')
    .option(
      '--reason <text>',
      'why: it is recorded in the runs; no addresses or numbers',
      "Temporal's database was lost",
    )
    .option('--operator <name>', 'who you are (default: the name under which you are logged in)')
    .addOption(
      new Option('-o, --output <format>', 'how to print what becomes of each')
        .choices(['text', 'json', 'jsonl'])
        .default('text'),
    )
    .addHelpText(
      'after',
      `
Okta tells who is there, DATABASE_URL names the audit store, which tells what was done for each: the runs go on from there, with the dates
of then, and send no mail a second time. Who has a run is a duplicate, so that the command can be given again at any time, also
when nothing was lost. Workers may run meanwhile. Whoever was cancelled or undone, or has expired, is left alone:
\`preenroll start USER\` starts them all the same. docs/disaster-recovery.md says what else to do.

Examples:
  preenroll recover --dry-run
  preenroll recover --reason "the disk of the database broke"
  preenroll recover --days-before 3 -o json
  preenroll recover --without-audit-store --dry-run

Exit codes: 0 ok, also if there is nobody, 1 failed, 2 usage or configuration, 4 Temporal, Okta or the audit store cannot be reached.`,
    )
    .action(async (options: RecoverOptions) => {
      const { recover } = await import('./run-recover.js');
      await recover(options);
    });
}
