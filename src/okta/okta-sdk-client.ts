import type { Collection } from '@okta/okta-sdk-nodejs';
import { z } from 'zod';
import { createSdk, type OktaSdkOptions } from './create-sdk.js';
import { createFactorCalls } from './factor-calls.js';
import { findUserIds } from './find-users.js';
import { getJson } from './get-json.js';
import { listGroupMembers } from './list-group-members.js';
import { listUsers } from './list-users.js';
import type { OktaClient } from './okta-client.js';
import { OktaApiError } from './okta-errors.js';
import { parse, inOtherForm } from './parse-answer.js';
import { createLogReader } from './read-log.js';
import { createPolicyReader } from './read-policies.js';
import { toOktaFactor } from './read-factor.js';
import { readRateLimits } from './read-rate-limits.js';
import { undefinedIfNotFound } from './undefined-if-not-found.js';
import { userSchema } from './user-schema.js';

const groupSchema = z.object({ id: z.string() });
const supportedFactorSchema = z.object({ factorType: z.string(), provider: z.string() });
const rolesSchema = z.array(z.object({ type: z.string(), status: z.string().default('ACTIVE') }));
const linkSchema = z.object({ activationUrl: z.url({ protocol: /^https?$/ }) });

/** {@link OktaClient} over `@okta/okta-sdk-nodejs`. */
export function createOktaSdkClient(options: OktaSdkOptions): OktaClient {
  const sdk = createSdk(options);
  const { orgUrl } = options;
  const log = createLogReader(sdk.http, orgUrl);

  return {
    async getUser(userId) {
      const user = await undefinedIfNotFound(sdk.userApi.getUser({ userId }));
      return user === undefined ? undefined : parse(userSchema, user, 'user');
    },

    async getOwnUserId() {
      try {
        return parse(userSchema, await sdk.userApi.getUser({ userId: 'me' }), 'user').id;
      } catch (error) {
        if (error instanceof OktaApiError && [403, 404].includes(error.status)) return undefined;
        throw error;
      }
    },

    listUsers: (...page) => listUsers(sdk.http, orgUrl, ...page),

    findUserIds: (...query) => findUserIds(sdk.http, orgUrl, ...query),

    async listUserGroupIds(userId) {
      const groups = await collect(await sdk.userApi.listUserGroups({ userId }), 'groups');
      return groups.map((group) => parse(groupSchema, group, 'group').id);
    },

    async listAdminRoles(userId) {
      const url = new URL(`/api/v1/users/${encodeURIComponent(userId)}/roles`, orgUrl);
      const { json } = await getJson(sdk.http, url);
      return parse(rolesSchema, json, 'roles')
        .filter(({ status }) => status === 'ACTIVE')
        .map(({ type }) => type);
    },

    listGroupMembers: (...page) => listGroupMembers(sdk.http, orgUrl, ...page),

    async addUserToGroup(groupId, userId) {
      await sdk.groupApi.assignUserToGroup({ groupId, userId });
    },

    async removeUserFromGroup(groupId, userId) {
      await undefinedIfNotFound(sdk.groupApi.unassignUserFromGroup({ groupId, userId }));
    },

    async listAllowedFactors(userId) {
      const factors = await collect(
        await sdk.userFactorApi.listSupportedFactors({ userId }),
        'supported factors',
      );
      return factors
        .map((factor) => parse(supportedFactorSchema, factor, 'supported factor'))
        .map(({ factorType, provider }) => `${factorType}:${provider}`);
    },

    async listFactors(userId) {
      const factors = await collect(await sdk.userFactorApi.listFactors({ userId }), 'factors');
      return factors.map(toOktaFactor);
    },

    async enrollSmsFactor(userId, phoneNumber) {
      return toOktaFactor(
        await sdk.userFactorApi.enrollFactor({
          userId,
          activate: true,
          // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- the SDK serializes plain objects alike
          body: { factorType: 'sms', provider: 'OKTA', profile: { phoneNumber } },
        }),
      );
    },

    ...createFactorCalls(sdk, orgUrl),

    async getFactor(userId, factorId) {
      const factor = await undefinedIfNotFound(sdk.userFactorApi.getFactor({ userId, factorId }));
      return factor === undefined ? undefined : toOktaFactor(factor);
    },

    async unenrollFactor(userId, factorId) {
      const removal = { userId, factorId, removeRecoveryEnrollment: true };
      await undefinedIfNotFound(sdk.userFactorApi.unenrollFactor(removal));
    },

    async renewActivationLink(userId) {
      const link = await sdk.userApi.reactivateUser({ userId, sendEmail: false });
      return parse(linkSchema, link, 'activation link');
    },

    ...createPolicyReader(sdk.http, orgUrl),

    async activateUser(userId) {
      await sdk.userApi.activateUser({ userId, sendEmail: true });
    },

    readRateLimits: () => readRateLimits(sdk.http, orgUrl),

    listLogEvents: (query) => log.list({ ...query, limit: 1000 }),
    pollLog: (from) => log.poll(from),
  };
}

/** All items of all pages. The SDK gives null for an empty page, also where another one follows. */
async function collect(pages: Pick<Collection<unknown>, 'next'>, what: string): Promise<unknown[]> {
  const items: unknown[] = [];
  for (;;) {
    const { value, done } = await pages.next().catch((error: unknown) => {
      // The SDK stumbles over an answer that is no list.
      throw error instanceof TypeError ? inOtherForm(what) : error;
    });
    if (done) return items;
    if (value !== null) items.push(value);
  }
}
