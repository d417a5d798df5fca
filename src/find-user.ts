import type { OktaLookupConfig } from './config.js';
import { OktaApiError, OktaUnreachableError } from './okta/okta-errors.js';

/** Okta did not tell whether it has a user. The message names the cause, and nobody. */
export class OktaLookupError extends Error {
  override readonly name = 'OktaLookupError';
  /** False if Okta did answer. */
  readonly isUnreachable: boolean;

  constructor(message: string, isUnreachable: boolean) {
    super(message);
    this.isUnreachable = isUnreachable;
  }
}

/**
 * The ids of the users in Okta who have a login, or else a mail address. More than one where several have the address.
 *
 * @throws OktaLookupError
 */
export async function findUserIds(
  { orgUrl, token }: OktaLookupConfig,
  loginOrAddress: string,
): Promise<string[]> {
  // The Okta SDK takes seconds to load: only a command that looks somebody up pays.
  const { createOktaSdkClient } = await import('./okta/okta-sdk-client.js');
  const okta = createOktaSdkClient({ orgUrl, token, requestTimeoutMs: 7_000 });
  try {
    const user = await okta.getUser(loginOrAddress);
    if (user) return [user.id];
    if (!loginOrAddress.includes('@')) return [];
    return await okta.findUserIds(['email', 'secondEmail'], [loginOrAddress]);
  } catch (error) {
    if (error instanceof OktaUnreachableError) {
      throw new OktaLookupError(
        `${error.message}\nTry again, or give the Okta id (00u…) instead of the login.`,
        true,
      );
    }
    if (error instanceof OktaApiError) {
      throw new OktaLookupError(
        `${error.message}: the user cannot be looked up.\nSee whether OKTA_CLIENT_TOKEN is valid and may read users, or give the Okta id (00u…) instead of the login.`,
        false,
      );
    }
    throw error;
  }
}
