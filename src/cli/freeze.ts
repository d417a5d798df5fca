import type { Client } from '@temporalio/client';
import { Command } from 'commander';
import type { OperatorRequest } from '../contract/operator.js';
import { freeze } from '../freeze/freeze.js';
import { readFreeze } from '../freeze/read-freeze.js';
import { withinDeadline } from '../operate/within-deadline.js';
import { toOperatorRequest } from './operator-request.js';
import { print } from './print.js';
import { withTemporal } from './with-temporal.js';

interface FreezeOptions {
  reason: string;
  operator?: string;
}

export function freezeCommand(): Command {
  return freezeLikeCommand(
    'freeze',
    'stop everything: nothing is changed in Okta and no mail is sent, until unfreeze',
    freezeAll,
  ).addHelpText(
    'after',
    `
It holds at once, also without a worker, and for all hires. Runs go on reading and waiting; what they would do is tried again
until it may be done. \`preenroll list\` says who has frozen everything.

Example:
  preenroll freeze --reason "the HR import of tonight is wrong"

Exit codes: 0 it is frozen, also if it was already, 1 failed, 2 usage, 4 Temporal cannot be reached.`,
  );
}

/** A command that freezes or ends the freeze. `act` returns what to say. */
export function freezeLikeCommand(
  verb: string,
  description: string,
  act: (client: Client, request: OperatorRequest) => Promise<string>,
): Command {
  return new Command(verb)
    .description(description)
    .requiredOption('--reason <text>', 'why: whoever asks is told; no addresses or numbers')
    .option('--operator <name>', 'who you are (default: the name under which you are logged in)')
    .action(async (options: FreezeOptions) => {
      const request = toOperatorRequest(options);
      print(await withTemporal(({ client }) => withinDeadline(client, () => act(client, request))));
    });
}

async function freezeAll(client: Client, request: OperatorRequest): Promise<string> {
  if ((await freeze(client, request)) === 'frozen') return 'Everything is frozen.';
  const frozen = await readFreeze(client);
  // Somebody may have ended it meanwhile.
  if (frozen === undefined) return freezeAll(client, request);
  return `Already frozen since ${frozen.since} by ${frozen.operator}: ${frozen.reason}`;
}
