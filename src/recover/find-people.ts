import type { Population } from '../activities/enrollment-settings.js';
import { listPeople } from '../backfill/list-people.js';
import type { OktaClient } from '../okta/okta-client.js';
import type { OnWait } from '../okta/patiently.js';
import type { FoundPerson } from './judge-people.js';

/** Everyone who is STAGED, or in a Group A, each once. Whoever is deactivated is left out. */
export async function findPeople(
  okta: Pick<OktaClient, 'listUsers'>,
  populations: readonly Population[],
  startDateAttributes: readonly string[],
  onWait: OnWait,
): Promise<FoundPerson[]> {
  const groupsA = new Set(populations.map(({ groups }) => groups.A));
  const found = new Map<string, FoundPerson>();
  for (const selection of [
    { search: 'status eq "STAGED"' },
    // Last: Okta's search is some seconds behind, its groups are not.
    ...[...groupsA].map((group) => ({ group })),
  ]) {
    const { people } = await listPeople(okta, selection, startDateAttributes, onWait);
    for (const { known, startDate } of people) {
      if (known === undefined) continue;
      found.set(known.id, { known, ...(startDate !== undefined && { startDate }) });
    }
  }
  return [...found.values()];
}
