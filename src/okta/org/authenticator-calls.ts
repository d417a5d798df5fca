import { z } from 'zod';
import type { OktaOrgClient } from '../org-client.js';
import { undefinedIfNotFound } from '../undefined-if-not-found.js';
import { path, type JsonCalls } from './json-calls.js';

type AuthenticatorCalls = Pick<
  OktaOrgClient,
  'listAuthenticators' | 'listAuthenticatorMethods' | 'listTelephonyProviders'
>;

const authenticatorSchema = z.object({ id: z.string(), key: z.string(), status: z.string() });
const methodSchema = z.object({ type: z.string(), status: z.string() });
const providerSchema = z
  .object({ id: z.string(), enabled: z.boolean(), isPrimaryProvider: z.boolean() })
  .transform(({ id, enabled: isEnabled, isPrimaryProvider: isPrimary }) => ({
    ...{ id, isEnabled, isPrimary },
  }));

export function createAuthenticatorCalls({ list }: JsonCalls): AuthenticatorCalls {
  return {
    listAuthenticators: () => list(path('authenticators'), authenticatorSchema, 'authenticators'),

    listAuthenticatorMethods: (authenticatorId) =>
      list(
        path('authenticators', authenticatorId, 'methods'),
        methodSchema,
        'methods of an authenticator',
      ),

    async listTelephonyProviders() {
      const found = list(path('telephony-providers'), providerSchema, 'telephony providers');
      return (await undefinedIfNotFound(found)) ?? [];
    },
  };
}
