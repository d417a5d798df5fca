import type { Client } from '@okta/okta-sdk-nodejs';
import { z } from 'zod';
import type { OktaClient } from './okta-client.js';
import { parse } from './parse-answer.js';
import { toOktaFactor, toPendingFactor } from './read-factor.js';

type FactorCalls = Pick<
  OktaClient,
  'enrollFactor' | 'activateFactor' | 'resendFactorCode' | 'pollPushActivation'
>;

const activeSchema = z.object({ status: z.literal('ACTIVE') });
const resultSchema = z.object({ factorResult: z.string() });
// Where nothing is embedded, the result stands at the top.
const waitingSchema = z.union([
  resultSchema,
  z
    .object({ _embedded: z.object({ activation: resultSchema }) })
    .transform(({ _embedded }) => _embedded.activation),
]);

/** The calls for factors that are activated after they were enrolled. */
export function createFactorCalls(sdk: Client, orgUrl: string): FactorCalls {
  return {
    async enrollFactor(userId, { factorType, provider, ...profile }) {
      const isEmpty = Object.keys(profile).length === 0;
      return toPendingFactor(
        await sdk.userFactorApi.enrollFactor({
          userId,
          // The SDK serializes plain objects alike.
          body: { factorType, provider, ...(!isEmpty && { profile }) } as never,
        }),
      );
    },

    async activateFactor(userId, factorId, passCode) {
      const activation = { userId, factorId, body: { passCode } };
      return toOktaFactor(await sdk.userFactorApi.activateFactor(activation));
    },

    async resendFactorCode(userId, { id: factorId, factorType, provider, phoneNumber, email }) {
      await sdk.userFactorApi.resendEnrollFactor({
        ...{ userId, factorId },
        // Okta wants the enrollment repeated.
        resendUserFactor: {
          ...{ factorType, provider },
          profile: phoneNumber === undefined ? { email } : { phoneNumber },
        } as never,
      });
    },

    async pollPushActivation(userId, factorId) {
      // The SDK has no method for it.
      const path = ['users', userId, 'factors', factorId].map(encodeURIComponent).join('/');
      const url = new URL(`/api/v1/${path}/lifecycle/activate/poll`, orgUrl);
      const response = await sdk.http.http(url.href, {
        method: 'POST',
        headers: { Accept: 'application/json', 'Content-Type': 'application/json' },
      });
      const answer: unknown = await response.json();
      if (activeSchema.safeParse(answer).success) return { factor: toOktaFactor(answer) };
      return parse(waitingSchema, answer, 'activation of a push factor');
    },
  };
}
