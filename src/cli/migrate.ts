import { Command } from 'commander';
import { grantAppending, migrate } from '../audit/migrate.js';
import { say } from './say.js';
import { withAuditDatabase } from './with-audit-database.js';

export function migrateCommand(): Command {
  return new Command('migrate')
    .description('set up the tables of the audit store, or bring them to this version')
    .option(
      '--grant-to <role>',
      'let this role append and read, and nothing else: the one that workers connect as',
    )
    .addHelpText(
      'after',
      `
DATABASE_URL names the database, with a role that may create a schema: not the one of the workers. Repeatable. Without it \`preenroll up\`
and the demo have a store of their own, which they set up themselves.

Example, with a role made by: create role preenroll_worker login password '…'
  DATABASE_URL=postgresql://owner@db.example.com/preenroll preenroll migrate --grant-to preenroll_worker

Exit codes: 0 ok, also if there was nothing to do, 1 failed, 2 usage, 4 the database cannot be reached, or refuses.`,
    )
    .action(({ grantTo }: { grantTo?: string }) =>
      withAuditDatabase(async (database) => {
        const done = await migrate(database);
        say(done.length === 0 ? 'Up to date.' : `Done: ${done.join(', ')}`);
        if (grantTo === undefined) return;
        await grantAppending(database, grantTo);
        say(`${grantTo} may append and read.`);
      }),
    );
}
