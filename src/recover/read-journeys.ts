import pMap from 'p-map';
import { readJourney, type Journey } from '../activities/read-journey.js';

/** The journeys of users, by their ids. */
export type ReadJourneys = (userIds: readonly string[]) => Promise<Map<string, Journey>>;

// The embedded store has one session for all.
const concurrency = 4;

type Records = Parameters<typeof readJourney>[1];

/**
 * Reads how far each of the users was.
 *
 * @throws AuditUnavailableError
 */
export async function readJourneys(
  store: { read: (userId: string) => Promise<Records> },
  userIds: readonly string[],
): Promise<Map<string, Journey>> {
  const journeys = await pMap(
    userIds,
    async (userId) => [userId, readJourney(userId, await store.read(userId))] as const,
    { concurrency },
  );
  return new Map(journeys);
}
