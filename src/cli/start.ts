import { Command, Option } from 'commander';
import { withinDeadline } from '../operate/within-deadline.js';
import { startHire } from '../start-hire.js';
import { findUserId } from './find-user-id.js';
import { toOperatorRequest } from './operator-request.js';
import { print, printJson } from './print.js';
import { sayIfFrozen } from './say-if-frozen.js';
import { say } from './say.js';
import { withTemporal } from './with-temporal.js';

interface StartOptions {
  reason: string;
  operator?: string;
  again?: true;
  output: 'text' | 'json';
}

export function startCommand(): Command {
  return new Command('start')
    .description('start the run of one user by hand, as if Okta had told of the hire')
    .argument('<user>', 'an Okta id (00u…), a login or a mail address')
    .requiredOption('--reason <text>', 'why: it is recorded in the run; no addresses or numbers')
    .option('--operator <name>', 'who you are (default: the name under which you are logged in)')
    .option('--again', 'also if the last run has ended: was cancelled, has expired, was undone')
    .addOption(
      new Option('-o, --output <format>', 'how to print').choices(['text', 'json']).default('text'),
    )
    .addHelpText(
      'after',
      `
Filters on the kind of event do not hold here; whoever has nothing to be done, or is not concerned, ends as skipped. A user
who has a run already is a duplicate, and nothing changes. A run that is running is never started a second time. Okta sends its
activation mail once: to whoever had it in an earlier run, \`preenroll resend\` sends a new link, from ten minutes later on.

Examples:
  preenroll start 00unewh1re0000000000 --reason "hired before preenroll was there"
  preenroll start new.hire@example.com --again --reason "the contract is signed after all"

Exit codes: 0 there is a run, started now or before, 1 failed, 2 usage, 3 no such user, 4 Temporal or Okta cannot be reached.`,
    )
    .action(start);
}

async function start(user: string, options: StartOptions): Promise<void> {
  const { output } = options;
  const again = options.again ?? false;
  const request = toOperatorRequest(options);
  const userId = await findUserId(user);
  await withTemporal(async ({ client }) => {
    await sayIfFrozen(client);
    const outcome = await withinDeadline(client, () =>
      startHire(client, userId, request, { again }),
    );
    if (output === 'json') printJson({ userId, outcome });
    else print(`${userId}\t${outcome}`);
    if (outcome === 'duplicate') say(describeDuplicate(userId, again));
  });
}

function describeDuplicate(userId: string, again: boolean): string {
  const shown = `\`preenroll show ${userId}\` says how it stands.`;
  return again
    ? `The run is running: ${shown}`
    : `The user has a run: ${shown} If it has ended, --again starts another.`;
}
