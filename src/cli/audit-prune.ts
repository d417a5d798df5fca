import { Command } from 'commander';
import { findPrunable, prune } from '../audit/prune.js';
import { confirm } from './confirm.js';
import { toOperatorRequest } from './operator-request.js';
import { InputError } from './read-stored-events.js';
import { readTime } from './read-time.js';
import { say } from './say.js';
import { withAuditDatabase } from './with-audit-database.js';

interface PruneOptions {
  before: Date;
  reason: string;
  operator?: string;
  yes?: true;
}

// What is written once is known by its key: a run that still waits must not lose the keys of what it has done.
const keptDays = 90;

export function auditPruneCommand(): Command {
  return new Command('prune')
    .description('remove old records; what is left can still be verified')
    .requiredOption('--before <time>', 'what is older than this day (UTC) or time', readTime)
    .requiredOption('--reason <text>', 'why; no addresses or numbers')
    .option('--operator <name>', 'who you are (default: the name under which you are logged in)')
    .option('--yes', 'do not ask')
    .addHelpText(
      'after',
      `
It needs the role that owns the tables; the one of the workers may not delete. Nothing younger than ${keptDays} days is removed.

Exit codes: 0 ok, also if there is nothing, 1 failed or not wanted, 2 usage, 4 the audit store cannot be reached, or refuses.`,
    )
    .action(({ before, yes, ...given }: PruneOptions) =>
      withAuditDatabase(async (database) => {
        const request = toOperatorRequest(given);
        if (before.getTime() > Date.now() - keptDays * 24 * 60 * 60_000) {
          throw new InputError(`--before must be ${keptDays} days ago or more.`);
        }
        const found = await findPrunable(database, before);
        const entries = found.reduce((sum, each) => sum + each.entries, 0);
        const what = `${entries} records in ${found.length} chains`;
        if (entries === 0 || yes || (await confirm(`Remove ${what} for ever?`))) {
          const pruned = await prune(database, before, request);
          say(`Removed ${pruned.entries} records in ${pruned.streams} chains.`);
          return;
        }
        say('Nothing was removed.');
        process.exitCode = 1;
      }),
    );
}
