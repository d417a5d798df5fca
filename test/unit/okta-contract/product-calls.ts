import assert from 'node:assert/strict';
import type { OktaEmulator } from '../../../okta-emulator/okta-emulator.js';
import type { RateLimits } from '../../../okta-emulator/rate-limits.js';
import type { OktaClient, OktaFactor } from '../../../src/okta/okta-client.js';
import { createOktaSdkClient } from '../../../src/okta/okta-sdk-client.js';
import { oktaApi } from '../okta-emulator/okta-api.js';
import { ssws } from '../../support/ssws.js';

interface Hire {
  userId: string;
  groupId: string;
  factorId: string;
  /** A factor that waits for its activation. */
  pending: OktaFactor;
  /** Makes the last code old enough for another one. */
  letCodeSettle: () => void;
}

const passCode = '123456';
const pendingPhone = { factorType: 'sms', provider: 'OKTA', phoneNumber: '+12015550123' };

const nobody: Hire = {
  userId: '00u0000000000000none',
  groupId: '00g0000000000000none',
  factorId: 'sms0000000000000none',
  pending: { id: 'mbl0000000000000none', status: 'PENDING_ACTIVATION', ...pendingPhone },
  letCodeSettle: () => undefined,
};

/** Every call that the product makes, in the order of a hire: a call that is added to the client has to be added here to compile. */
const calls: Record<keyof OktaClient, (okta: OktaClient, hire: Hire) => Promise<unknown>> = {
  getUser: (okta, { userId }) => okta.getUser(userId),
  getOwnUserId: (okta) => okta.getOwnUserId(),
  findUserIds: (okta) =>
    okta.findUserIds(['mobilePhone', 'login'], ['+12015550123', '"quoted" \\']),
  async listUsers(okta, { groupId }) {
    await okta.listUsers({ search: 'status eq "STAGED"' });
    await okta.listUsers({ group: groupId });
  },
  readRateLimits: (okta) => okta.readRateLimits(),
  listEnrollmentPolicies: (okta) => okta.listEnrollmentPolicies(),
  isMfaAskedFor: (okta) => okta.isMfaAskedFor(),
  // Group A allows no push.
  async pollPushActivation(okta, { userId }) {
    const { id } = await okta.enrollFactor(userId, { factorType: 'push', provider: 'OKTA' });
    await okta.pollPushActivation(userId, id);
  },
  addUserToGroup: (okta, { groupId, userId }) => okta.addUserToGroup(groupId, userId),
  listGroupMembers: (okta, { groupId }) => okta.listGroupMembers(groupId),
  listAdminRoles: (okta, { userId }) => okta.listAdminRoles(userId),
  listUserGroupIds: (okta, { userId }) => okta.listUserGroupIds(userId),
  listAllowedFactors: (okta, { userId }) => okta.listAllowedFactors(userId),
  async enrollFactor(okta, hire) {
    hire.pending = await okta.enrollFactor(hire.userId, pendingPhone);
  },
  async resendFactorCode(okta, { userId, pending, letCodeSettle }) {
    letCodeSettle();
    await okta.resendFactorCode(userId, pending);
  },
  async activateFactor(okta, { userId, pending }) {
    const { id } = await okta.activateFactor(userId, pending.id, passCode);
    await okta.unenrollFactor(userId, id);
  },
  async enrollSmsFactor(okta, hire) {
    const factor = await okta.enrollSmsFactor(hire.userId, '+12015550123');
    hire.factorId = factor.id;
  },
  listFactors: (okta, { userId }) => okta.listFactors(userId),
  getFactor: (okta, { userId, factorId }) => okta.getFactor(userId, factorId),
  unenrollFactor: (okta, { userId, factorId }) => okta.unenrollFactor(userId, factorId),
  activateUser: (okta, { userId }) => okta.activateUser(userId),
  renewActivationLink: (okta, { userId }) => okta.renewActivationLink(userId),
  listLogEvents: (okta, { userId }) =>
    okta.listLogEvents({
      since: new Date(Date.now() - 60_000),
      filter: `eventType eq "user.lifecycle.activate" and target.id eq "${userId}"`,
    }),
  async pollLog(okta) {
    const filter = 'eventType eq "user.lifecycle.create" or eventType eq "event_hook.delivery"';
    const since = new Date(Date.now() - 60_000);
    const { next } = await okta.pollLog({ since, filter, limit: 200 });
    await okta.pollLog({ next });
  },
  removeUserFromGroup: (okta, { groupId, userId }) => okta.removeUserFromGroup(groupId, userId),
};

/** Makes every call for a new hire, so that it succeeds. */
export async function callEverything(emulator: OktaEmulator, okta: OktaClient): Promise<Hire> {
  const { id: userId } = await oktaApi(emulator).createUser();
  emulator.org.settings.passCode = passCode;
  const letCodeSettle = () => {
    for (const { challenge } of emulator.org.users.get(userId)?.factors ?? []) {
      if (challenge) challenge.sent = new Date(0);
    }
  };
  const hire = { ...nobody, userId, groupId: emulator.groupA, letCodeSettle };
  for (const call of Object.values(calls)) await call(okta, hire);
  return hire;
}

/** Makes every call so that it succeeds, and then so that it is refused in each way that it can be. */
export async function makeProductCalls(emulator: OktaEmulator): Promise<void> {
  const { url: orgUrl, apiToken, limits } = emulator;
  const client = (token: string) =>
    createOktaSdkClient({ orgUrl, credential: ssws(token), requestTimeoutMs: 5_000 });
  const okta = client(apiToken);
  const hire = await callEverything(emulator, okta);
  const { userId } = hire;

  await assertRefused(calls.enrollSmsFactor(okta, hire), 'E0000001');
  await assertRefused(calls.activateUser(okta, hire), 'E0000016');
  const user = emulator.org.users.get(userId);
  assert(user);
  user.status = 'SUSPENDED';
  for (const call of [calls.activateUser, calls.renewActivationLink]) {
    await assertRefused(call(okta, hire), 'E0000038');
  }
  for (const call of [calls.getUser, calls.removeUserFromGroup]) await call(okta, nobody);
  for (const call of [calls.getFactor, calls.unenrollFactor]) {
    await call(okta, { ...nobody, userId });
  }
  for (const call of [calls.addUserToGroup, calls.listGroupMembers, calls.renewActivationLink]) {
    await assertRefused(call(okta, nobody), 'E0000007');
  }
  for (const call of Object.values(calls)) {
    await assertRefused(call(client('revoked'), hire), 'E0000011');
  }
  for (const bucket of Object.keys(limits.perWindow)) {
    limits.perWindow[bucket as keyof RateLimits] = 0;
  }
  for (const call of Object.values(calls)) {
    // A refusal says how much there is, too.
    if (call === calls.readRateLimits) await call(okta, hire);
    else await assertRefused(call(okta, hire), 'E0000047');
  }
  limits.concurrency = 0;
  await assertRefused(calls.getUser(okta, hire), 'E0000047');
}

function assertRefused(call: Promise<unknown>, errorCode: string): Promise<void> {
  return assert.rejects(call, { name: 'OktaApiError', errorCode });
}
