import pMap from 'p-map';
import type { OktaClient, OktaUser } from '../okta/okta-client.js';
import { patiently, type OnWait } from '../okta/patiently.js';
import { isUserId } from './person.js';

/** One search finds so many: its URL has about 3,000 characters then, far below the 8,000 that servers take. */
const perSearch = 40;

/** In step with one another they stay far below a bucket's limit; where that is used up, each waits for its reset. */
const concurrency = 2;

/**
 * The users whom logins or ids name, without regard to case. Many are found by one search. Whom Okta's index does not know, it is asked for by
 * itself: the index is some seconds behind, and knows no short form of a login.
 */
export async function lookUpPeople(
  okta: Pick<OktaClient, 'listUsers' | 'getUser'>,
  users: readonly string[],
  onWait: OnWait,
): Promise<(user: string) => OktaUser | undefined> {
  const found = new Map<string, OktaUser>();
  const wanted = [...new Set(users)];
  await pMap(
    [...batches(wanted.filter(isUserId)), ...batches(wanted.filter((user) => !isUserId(user)))],
    async (batch) => {
      const search = batch.map(toTerm).join(' or ');
      const page = await patiently(() => okta.listUsers({ search }), onWait);
      for (const user of page.users) {
        found.set(user.id, user);
        const { login } = user.profile;
        if (typeof login === 'string') found.set(login.toLowerCase(), user);
      }
    },
    { concurrency },
  );
  const keyOf = (user: string) => (isUserId(user) ? user : user.toLowerCase());
  await pMap(
    wanted.filter((user) => !found.has(keyOf(user))),
    async (name) => {
      const user = await patiently(() => okta.getUser(name), onWait);
      if (user) found.set(keyOf(name), user);
    },
    { concurrency },
  );
  return (user) => found.get(keyOf(user));
}

/** A value is written as in JSON, with quotes and backslashes escaped. */
function toTerm(user: string): string {
  return `${isUserId(user) ? 'id' : 'profile.login'} eq ${JSON.stringify(user)}`;
}

function batches(users: readonly string[]): string[][] {
  return Array.from({ length: Math.ceil(users.length / perSearch) }, (_, at) =>
    users.slice(at * perSearch, (at + 1) * perSearch),
  );
}
