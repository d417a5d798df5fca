import type { Client } from '@temporalio/client';
import type { Selection } from '../backfill/name-backfill.js';
import { rowProblems, type BadRow } from '../backfill/row-problems.js';
import { toRows } from '../backfill/to-rows.js';
import { readBackfillConfig, type BackfillConfig } from '../configuration/config.js';
import { ConfigurationError } from '../configuration/configuration-error.js';
import { findBackfill, startBackfill } from '../operate/backfills.js';
import { toName, toStartDate, type BackfillOptions } from './backfill-options.js';
import { dryRun } from './dry-run-backfill.js';
import { followBackfill } from './follow-backfill.js';
import { toOperatorRequest } from './operator-request.js';
import { printResults } from './print-results.js';
import { sayIfFrozen } from './say-if-frozen.js';
import { say } from './say.js';
import { createAsk, selectPeople, type SelectedPeople } from './select-people.js';
import { withTemporal } from './with-temporal.js';

/** Starts a backfill of those who are meant, or joins the one of them that is running, and stays to show how far it is. */
export async function beginBackfill(selection: Selection, options: BackfillOptions): Promise<void> {
  const config = readBackfillConfig();
  const name = toName(options, selection);
  const { operator, reason = `backfill ${name}` } = options;
  const request = toOperatorRequest({ reason, ...(operator !== undefined && { operator }) });
  const startDate = toStartDate(options, new Date());
  const select = () =>
    selectPeople(selection, config, { startDate, knowsAll: options.dryRun === true }, (ask) =>
      createAsk(config)(ask),
    );
  if (options.dryRun) {
    await dryRun(select, config, options.output);
    return;
  }
  await withTemporal(async ({ client }) => {
    await sayIfFrozen(client);
    if ((await findBackfill(client, name))?.isRunning) say(isRunning(name));
    else if (!(await start(client, await select()))) return;
    await stay(client, name, options);
  });

  /** False if there was nobody to start. */
  async function start(client: Client, { people, bad }: SelectedPeople): Promise<boolean> {
    requireKey(people, config);
    sayBadRows(bad);
    if (people.length === 0) {
      say('There is nobody to enroll: nothing was started.');
      return false;
    }
    const rule = { daysBefore: options.daysBefore, zone: options.timeZone };
    const rows = toRows(people, rule, config.encryptionKey, new Date());
    const outcome = await startBackfill(client, { name, request, rows, rejected: bad });
    say(
      outcome === 'running'
        ? isRunning(name)
        : `The backfill ${name} of ${rows.length} people has begun.`,
    );
    return true;
  }
}

async function stay(client: Client, name: string, options: BackfillOptions): Promise<void> {
  if (options.detach) {
    say(`It goes on by itself. See how far it is: preenroll backfill --watch ${name}`);
    return;
  }
  if ((await followBackfill(client, name)) === 'ended') {
    await printResults(client, name, options.output);
  }
}

function isRunning(name: string): string {
  return `The backfill ${name} is running already: nothing was started a second time.`;
}

/** Before anything is started. */
function requireKey(
  people: readonly { phone?: string; line: number }[],
  { encryptionKey }: BackfillConfig,
): void {
  const first = people.find(({ phone }) => phone !== undefined);
  if (first === undefined || encryptionKey !== undefined) return;
  throw new ConfigurationError(
    `There are phone numbers in the file (line ${first.line}): to encrypt them, set PAYLOAD_ENCRYPTION_KEY to the key of the workers. Nothing was started.`,
  );
}

/** They make the command fail, after all others are started. */
export function sayBadRows(bad: readonly BadRow[]): void {
  for (const { line, problem } of bad) say(`Line ${line}: ${rowProblems[problem]}`);
  if (bad.length > 0) process.exitCode = 1;
}
