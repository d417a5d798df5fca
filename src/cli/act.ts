import { Command, Option } from 'commander';
import type { OperatorRequest } from '../contract/operator.js';
import type { OperatorAction } from '../operate/operator-action.js';
import { actOnOne } from './act-on-one.js';
import { actOnQuery } from './act-on-query.js';
import { findUserId } from './find-user-id.js';
import { toOperatorRequest } from './operator-request.js';
import { letReaderStop } from './print.js';
import { InputError } from './read-stored-events.js';
import { sayIfFrozen } from './say-if-frozen.js';
import { withTemporal } from './with-temporal.js';

/** What all commands take that ask runs for something. */
export interface ActOptions {
  reason: string;
  operator?: string;
  query?: string;
  yes?: true;
  signal?: true;
  output: 'text' | 'json' | 'jsonl';
}

export type ToAction = (request: OperatorRequest, userId: string) => OperatorAction;

/** A command that asks one run or many for something, without its own options and its action. */
export function actCommand(verb: string, description: string): Command {
  return new Command(verb)
    .description(description)
    .argument('[user]', 'an Okta id (00u…), a login or a mail address; or else --query')
    .requiredOption('--reason <text>', 'why: it is recorded in the run; no addresses or numbers')
    .option('--operator <name>', 'who you are (default: the name under which you are logged in)')
    .option(
      '--query <query>',
      "all running hires whom a query of Temporal's visibility finds, after a preview",
    )
    .option('--yes', 'with --query: do not ask before it is done')
    .addOption(
      new Option('-o, --output <format>', 'how to print what became of each hire')
        .choices(['text', 'json', 'jsonl'])
        .default('text'),
    );
}

export function signalOption(): Option {
  return new Option(
    '--signal',
    'leave it with the run, which takes it when a worker is there; whether it is refused is not told',
  );
}

/** What all these commands have in common, for their help. */
export const actExitCodes =
  'Exit codes: 0 done, 1 failed or refused, 2 usage, 3 no such user or no running run, 4 Temporal or Okta cannot be reached.';

/** Does it to the user, or to all whom the query finds. */
export async function act(
  user: string | undefined,
  options: ActOptions,
  toAction: ToAction,
): Promise<void> {
  const request = toOperatorRequest(options);
  const target = await toTarget(user, options.query);
  await withTemporal(async ({ client, runs }) => {
    letReaderStop();
    await sayIfFrozen(client);
    const toActionOf = (userId: string) => toAction(request, userId);
    if ('userId' in target) await actOnOne(runs, target.userId, toActionOf, options);
    else await actOnQuery(runs, target.query, toActionOf, options);
  });
}

async function toTarget(
  user: string | undefined,
  query: string | undefined,
): Promise<{ userId: string } | { query: string }> {
  if ((user === undefined) === (query === undefined)) {
    throw new InputError('Name one user, or give a --query that finds those who are meant.');
  }
  if (user !== undefined) return { userId: await findUserId(user) };
  if (query?.trim()) return { query };
  throw new InputError('The --query is empty: it would mean every running hire.');
}
