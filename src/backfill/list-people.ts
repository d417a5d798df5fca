import { readStartDate } from '../activities/read-hire.js';
import type { OktaClient, OktaUser, UserSelection } from '../okta/okta-client.js';
import { patiently, type OnWait } from '../okta/patiently.js';
import type { SelectedPerson } from './person.js';

export interface ListedPeople {
  people: SelectedPerson[];
  /** How many were found who are deactivated. */
  deactivated: number;
}

/** All whom a search finds, or who are in a group, page after page. Whoever is deactivated is left out. */
export async function listPeople(
  okta: Pick<OktaClient, 'listUsers'>,
  selection: UserSelection,
  /** The profile attributes that may hold the start date, from the first to the last. */
  startDateAttributes: readonly string[],
  onWait: OnWait,
): Promise<ListedPeople> {
  const found = new Map<string, OktaUser>();
  let after: string | undefined;
  do {
    const from = after;
    const page = await patiently(() => okta.listUsers(selection, from), onWait);
    // Who changes while the pages are read may stand on two of them.
    for (const user of page.users) found.set(user.id, user);
    after = page.next;
  } while (after !== undefined);
  const active = [...found.values()].filter(({ status }) => status !== 'DEPROVISIONED');
  return {
    people: active.map((user, index) => {
      const startDate = startDateOf(user, startDateAttributes);
      return {
        ...{ line: index + 1, user: user.id, known: user },
        ...(startDate !== undefined && { startDate }),
      };
    }),
    deactivated: found.size - active.length,
  };
}

function startDateOf(user: OktaUser, attributes: readonly string[]): string | undefined {
  return attributes
    .map((attribute) => readStartDate(user, attribute))
    .find((date) => date !== undefined);
}
