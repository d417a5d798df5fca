import type { OktaClient } from '../okta/okta-client.js';
import { OktaApiError } from '../okta/okta-errors.js';

/** The groups of a user; none for a user whom Okta no longer knows, who may be the one that an old event is about. */
export async function groupIdsOf(okta: OktaClient, userId: string): Promise<string[]> {
  try {
    return await okta.listUserGroupIds(userId);
  } catch (error) {
    if (error instanceof OktaApiError && error.status === 404) return [];
    throw error;
  }
}
