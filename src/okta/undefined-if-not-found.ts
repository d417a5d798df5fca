import { OktaApiError } from './okta-errors.js';

/** For a read of what may be gone, and for a removal that may be repeated. */
export async function undefinedIfNotFound<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof OktaApiError && error.status === 404) return undefined;
    throw error;
  }
}
