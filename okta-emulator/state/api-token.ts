import { newId } from './ids.js';
import type { Org } from './org.js';

/** Of the one API token: what `/api/v1/api-tokens` tells of it. */
export interface ApiToken {
  readonly id: string;
  readonly name: string;
  readonly created: Date;
  lastUsed: Date;
}

const idleDays = 30;

export function createApiToken(): ApiToken {
  const now = new Date();
  return { id: newId('00T'), name: 'API token', created: now, lastUsed: now };
}

/** An API token dies after 30 days without use. */
export function expiryOf({ settings, access }: Org): Date {
  if (settings.apiTokenExpiresAt !== null) return new Date(settings.apiTokenExpiresAt);
  return new Date(access.apiToken.lastUsed.getTime() + idleDays * 24 * 60 * 60 * 1000);
}

/** Every use prolongs it. @returns false if it has expired. */
export function useApiToken(org: Org): boolean {
  const now = new Date();
  if (expiryOf(org) <= now) return false;
  org.access.apiToken.lastUsed = now;
  return true;
}
