import { OktaLookupError } from './ask-okta.js';
import { ConfigurationError } from './configuration/configuration-error.js';
import { OktaApiError, OktaTokenRefusedError, OktaUnreachableError } from './okta/okta-errors.js';
import { JournalError } from './setup/journal.js';

const again = 'What was made until now is noted: run the command again, and it goes on from there.';

/**
 * Runs what a setup does, and says in words what ended it.
 *
 * @throws OktaLookupError, ConfigurationError
 */
export async function withOkta<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof OktaUnreachableError) {
      throw new OktaLookupError(`${error.message}\n${again}`, true);
    }
    if (error instanceof OktaTokenRefusedError) throw new OktaLookupError(error.message, false);
    if (error instanceof OktaApiError) {
      const remedy =
        error.status === 401
          ? "See whether the administrator's credential (OKTA_CLIENT_TOKEN, or the service app) is valid."
          : again;
      throw new OktaLookupError(`${error.message}.\n${remedy}`, false);
    }
    if (error instanceof JournalError) throw new ConfigurationError(error.message);
    throw error;
  }
}
