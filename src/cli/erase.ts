import { Command } from 'commander';
import { eraseUser } from '../audit/erase-user.js';
import { deleteHistories, findRunsAbout, type RunAbout } from '../operate/runs-about.js';
import { confirm } from './confirm.js';
import { findUserId } from './find-user-id.js';
import { toOperatorRequest } from './operator-request.js';
import { say } from './say.js';
import { withAuditDatabase } from './with-audit-database.js';
import { withTemporal } from './with-temporal.js';

interface EraseOptions {
  reason: string;
  operator?: string;
  yes?: true;
}

/** What there is about a person beside the two stores. */
const notOurs = [
  'Not touched: Okta (the user, the factors, the System Log), the mail server and the mails that were sent, tickets and chat, packs and backups made before.',
  "Gone with the namespace's retention: runs of deliveries and backfills, which hold the Okta id, and event cards, which are the runs of other workflows.",
];

export function eraseCommand(): Command {
  return new Command('erase')
    .argument('<user>', 'the Okta id, or a login or mail address that Okta still knows')
    .description('remove what is kept about a person beyond what was done and when')
    .requiredOption('--reason <text>', 'why; no addresses or numbers')
    .option('--operator <name>', 'who you are (default: the name under which you are logged in)')
    .option('--yes', 'do not ask')
    .addHelpText(
      'after',
      `
In the audit store evidence and reasons are removed; that something was done to this Okta id stays, and the chains still hold. It needs the role
that owns the tables. In Temporal the histories of the person's closed runs are deleted. While a run is under way nothing is erased: it would record
anew. It says which stores were touched, and which are not ours. docs/audit.md

Exit codes: 0 ok, also if there was nothing, 1 failed, not wanted, or a run is under way, 2 usage, 3 Okta knows no such user, 4 the audit store or
Temporal cannot be reached, or refuses.`,
    )
    .action(async (user: string, { yes, ...given }: EraseOptions) => {
      const request = toOperatorRequest(given);
      const userId = await findUserId(user);
      await withTemporal(({ client }) =>
        withAuditDatabase(async (database) => {
          const runs = await findRunsAbout(client, userId);
          const underWay = runs.filter(({ isRunning }) => isRunning);
          if (underWay.length > 0) {
            sayUnderWay(underWay);
            process.exitCode = 1;
            return;
          }
          if (!yes && !(await confirm(`Erase what is kept about ${userId} for ever?`))) {
            say('Nothing was erased.');
            process.exitCode = 1;
            return;
          }
          const records = await eraseUser(database, userId, request);
          say(`Audit store: erased the evidence of ${records} records.`);
          await deleteHistories(client, runs);
          say(`Temporal: deleted the histories of ${runs.length} runs.`);
          for (const line of notOurs) say(line);
        }),
      );
    });
}

function sayUnderWay(runs: readonly RunAbout[]): void {
  const ids = runs.map(({ workflowId }) => workflowId).join(', ');
  say(
    `Nothing was erased: ${runs.length} runs are under way and would record anew (${ids}). End them first: preenroll undo, preenroll cancel, preenroll factor cancel; or wait until they have ended.`,
  );
}
