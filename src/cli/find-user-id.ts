import type { OktaLookupConfig } from '../configuration/config.js';
import { ConfigurationError } from '../configuration/configuration-error.js';
import { findUserIds } from '../find-user.js';
import { NotFoundError } from './not-found-error.js';
import { InputError } from './read-stored-events.js';

const oktaUserId = /^00u[0-9A-Za-z]{17}$/;

type Awaitable<T> = T | Promise<T>;

/** The ids of the users who have a login or an address. */
export type LookUp = (config: OktaLookupConfig, loginOrAddress: string) => Promise<string[]>;

/**
 * The Okta id of the user who is meant: by the id, or else by a login or a mail address, for which Okta is asked.
 *
 * @throws NotFoundError if Okta has no such user
 * @throws InputError if several users have the address
 * @throws ConfigurationError if Okta has to be asked, and nothing is said about Okta
 */
export async function findUserId(
  user: string,
  readConfig: () => Awaitable<OktaLookupConfig | undefined> = readLookupConfig,
  lookUp: LookUp = findUserIds,
): Promise<string> {
  if (oktaUserId.test(user)) return user;
  const config = await readConfig();
  if (config === undefined) {
    throw new ConfigurationError(
      'To find a user by login or mail address, set OKTA_CLIENT_ORGURL and OKTA_CLIENT_TOKEN, or a service app; or give the Okta id (00u…, 20 characters).',
    );
  }
  const [userId, ...others] = await lookUp(config, user);
  if (userId === undefined) {
    throw new NotFoundError('Okta has no user with this id, login or mail address.');
  }
  if (others.length > 0) {
    throw new InputError(
      `${others.length + 1} users in Okta have this mail address: ${[userId, ...others].join(', ')}. Give the id of the one whom you mean.`,
    );
  }
  return userId;
}

/** Most users are named by their id: what checks settings is loaded for the others. */
async function readLookupConfig(): Promise<OktaLookupConfig | undefined> {
  const { readOktaLookupConfig } = await import('../configuration/config.js');
  return readOktaLookupConfig();
}
