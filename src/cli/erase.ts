import { Command } from 'commander';
import { eraseUser } from '../audit/erase-user.js';
import { confirm } from './confirm.js';
import { findUserId } from './find-user-id.js';
import { toOperatorRequest } from './operator-request.js';
import { say } from './say.js';
import { withAuditDatabase } from './with-audit-database.js';

interface EraseOptions {
  reason: string;
  operator?: string;
  yes?: true;
}

export function eraseCommand(): Command {
  return new Command('erase')
    .argument('<user>', 'the Okta id, or a login or mail address that Okta still knows')
    .description('remove what the audit store holds about a person beyond what was done and when')
    .requiredOption('--reason <text>', 'why; no addresses or numbers')
    .option('--operator <name>', 'who you are (default: the name under which you are logged in)')
    .option('--yes', 'do not ask')
    .addHelpText(
      'after',
      `
Evidence and reasons are removed; that something was done to this Okta id stays, and the chains still hold. It needs the role that owns
the tables. A run that is still there records anew: end it first. docs/audit.md says what else there is about a person, and where.

Exit codes: 0 ok, also if there was nothing, 1 failed or not wanted, 2 usage, 3 Okta knows no such user, 4 the audit store cannot be reached, or refuses.`,
    )
    .action(async (user: string, { yes, ...given }: EraseOptions) => {
      const request = toOperatorRequest(given);
      const userId = await findUserId(user);
      await withAuditDatabase(async (database) => {
        if (yes || (await confirm(`Erase what is recorded about ${userId} for ever?`))) {
          say(`Erased the evidence of ${await eraseUser(database, userId, request)} records.`);
          return;
        }
        say('Nothing was erased.');
        process.exitCode = 1;
      });
    });
}
