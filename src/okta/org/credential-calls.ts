import { z } from 'zod';
import { getJson, type OktaHttp } from '../get-json.js';
import { OktaApiError } from '../okta-errors.js';
import type { OktaOrgClient } from '../org-client.js';
import { readRateLimit } from '../request-executor.js';
import { path, type JsonCalls } from './json-calls.js';

type CredentialCalls = Pick<OktaOrgClient, 'readOwnApiToken' | 'readRateLimit'>;

const tokenSchema = z.object({
  ...{ name: z.string(), userId: z.string().nullish() },
  ...{ expiresAt: z.string().nullish(), lastUpdated: z.string().nullish() },
});

export function createCredentialCalls(
  http: OktaHttp,
  orgUrl: string,
  { get, list }: JsonCalls,
): CredentialCalls {
  return {
    async readOwnApiToken() {
      const owner = await get(path('users', 'me'), z.object({ id: z.string() }), 'user').catch(
        (error: unknown) => {
          if (error instanceof OktaApiError && [403, 404].includes(error.status)) return undefined;
          throw error;
        },
      );
      if (owner === undefined) return undefined;
      const tokens = await list(path('api-tokens'), tokenSchema, 'API tokens');
      // Every use of a token is an update of it, and this is a use of ours.
      const [latest] = tokens
        .filter(({ userId }) => userId === owner.id)
        .sort((one, other) => (other.lastUpdated ?? '').localeCompare(one.lastUpdated ?? ''));
      return (
        latest && {
          name: latest.name,
          expiresAt: latest.expiresAt ?? undefined,
          lastUpdated: latest.lastUpdated ?? undefined,
        }
      );
    },

    async readRateLimit(requestPath) {
      try {
        return readRateLimit((await getJson(http, new URL(requestPath, orgUrl))).headers);
      } catch (error) {
        if (error instanceof OktaApiError && error.status !== 401) return error.rateLimit;
        throw error;
      }
    },
  };
}
