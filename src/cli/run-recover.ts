import type { Client } from '@temporalio/client';
import { createPostgresAuditStore } from '../audit/postgres-audit-store.js';
import { readMemberships } from '../backfill/read-memberships.js';
import { readBackfillConfig, readPopulationsConfig } from '../configuration/config.js';
import { ConfigurationError } from '../configuration/configuration-error.js';
import { searchAttributes } from '../contract/search-attributes.js';
import { findRunsOf } from '../operate/find-runs-of.js';
import { withinDeadline } from '../operate/within-deadline.js';
import { findPeople } from '../recover/find-people.js';
import { judgePerson, type RecoverableHire } from '../recover/judge-people.js';
import { readJourneys, type ReadJourneys } from '../recover/read-journeys.js';
import { startPeople } from '../recover/start-people.js';
import { ensureSearchAttributes } from '../temporal-server/ensure-search-attributes.js';
import { checkTimeZone } from './backfill-options.js';
import {
  printHires,
  sayCounts,
  sayWhatGoesOutAgain,
  type RecoveredHire,
} from './describe-recovered.js';
import { toOperatorRequest } from './operator-request.js';
import type { RecoverOptions } from './recover.js';
import { sayIfFrozen } from './say-if-frozen.js';
import { say } from './say.js';
import { createAsk, sayWait } from './select-people.js';
import { withAuditDatabase } from './with-audit-database.js';
import { withTemporal } from './with-temporal.js';

/** Starts everyone of whom Okta says that a run is missing, or shows who that would be. */
export async function recover(options: RecoverOptions): Promise<void> {
  checkTimeZone(options.timeZone);
  const request = toOperatorRequest(options);
  await withTemporal(async ({ client }) => {
    await sayIfFrozen(client);
    const judged = await withJourneys(options, (journeys) => judge(client, options, journeys));
    const { output, dryRun } = options;
    if (options.withoutAuditStore) sayWhatGoesOutAgain(toStart(judged));
    const done = dryRun ? judged : await startAll(client, judged, request);
    printHires(done, output);
    sayCounts(done);
    if (dryRun) say('Nothing was started.');
  });
}

/** With what the audit store knows, or with nothing if that is wanted. */
function withJourneys<T>(
  { withoutAuditStore }: RecoverOptions,
  use: (readJourneys: ReadJourneys | undefined) => Promise<T>,
): Promise<T> {
  if (withoutAuditStore) return use(undefined);
  return withAuditDatabase((database) =>
    use((userIds) => readJourneys(createPostgresAuditStore(database), userIds)),
  );
}

async function judge(
  client: Client,
  { daysBefore, timeZone }: RecoverOptions,
  read: ReadJourneys | undefined,
): Promise<RecoverableHire[]> {
  const config = readBackfillConfig();
  const populations = readPopulationsConfig();
  const ask = createAsk(config);
  const people = await ask((okta) =>
    findPeople(okta, populations, config.startDateAttributes, sayWait),
  );
  const userIds = people.map(({ known }) => known.id);
  const groupIds = new Set(
    populations.flatMap(({ groups, hires }) => [groups.A, groups.B, ...(hires?.groups ?? [])]),
  );
  const groupIdsOf = await ask((okta) => readMemberships(okta, [...groupIds], userIds, sayWait));
  // A new namespace does not know them: neither could runs be started nor looked for.
  await withinDeadline(client, () =>
    ensureSearchAttributes(client.connection, client.options.namespace, searchAttributes),
  );
  const runs = await findRunsOf(client, userIds);
  const journeys = await read?.(userIds);
  const judged = people.map((person) =>
    judgePerson(person, {
      ...{ populations, groupIdsOf, now: new Date(), rule: { daysBefore, zone: timeZone } },
      hasRun: (userId) => !isLost(runs.get(userId)?.runStatus),
      journeyOf: (userId) => journeys?.get(userId) ?? {},
    }),
  );
  if (read !== undefined) refuseStrangeStore(judged);
  return judged;
}

/** There is no run, or one that was ended by force. */
function isLost(runStatus: string | undefined): boolean {
  return runStatus === undefined || ['FAILED', 'TERMINATED', 'TIMED_OUT'].includes(runStatus);
}

/** An empty store looks like people with whom nothing has begun. */
function refuseStrangeStore(judged: readonly RecoverableHire[]): void {
  const inGroupA = toStart(judged).filter((hire) => hire.inGroupA);
  if (inGroupA.length === 0) return;
  if (inGroupA.some(({ goesOnFrom }) => goesOnFrom !== 'nothing-recorded')) return;
  throw new ConfigurationError(
    `The audit store that DATABASE_URL names has no record of any of the ${inGroupA.length} people in Group A: restore it, or name the right one. If there is none, --without-audit-store starts them all the same, and says what goes out again.`,
  );
}

function toStart(judged: readonly RecoverableHire[]) {
  return judged.filter((hire) => hire.plan === 'start');
}

async function startAll(
  client: Client,
  judged: readonly RecoverableHire[],
  request: ReturnType<typeof toOperatorRequest>,
): Promise<RecoveredHire[]> {
  const hires = toStart(judged);
  let started = 0;
  const done = await startPeople(client, hires, request, () => {
    started += 1;
    if (started % 500 === 0) say(`${started} of ${hires.length}`);
  });
  return [...done, ...judged.filter(({ plan }) => plan === 'leave')];
}
