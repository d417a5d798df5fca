import { askOkta } from './ask-okta.js';
import type { OktaLookupConfig } from './configuration/config.js';

/**
 * The ids of the users in Okta who have a login, or else a mail address. More than one where several have the address.
 *
 * @throws OktaLookupError
 */
export async function findUserIds(
  config: OktaLookupConfig,
  loginOrAddress: string,
): Promise<string[]> {
  return askOkta(
    config,
    async (okta) => {
      const user = await okta.getUser(loginOrAddress);
      if (user) return [user.id];
      if (!loginOrAddress.includes('@')) return [];
      return okta.findUserIds(['email', 'secondEmail'], [loginOrAddress]);
    },
    {
      whatFailed: 'the user cannot be looked up',
      otherwise: 'give the Okta id (00u…) instead of the login',
    },
  );
}
