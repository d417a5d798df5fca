import { hire } from '../../../demo/hire.js';
import { createOktaAdmin, type OktaAdmin } from '../../../demo/okta-admin.js';
import type { OktaEmulator } from '../../../okta-emulator/okta-emulator.js';
import { createOktaSdkClient } from '../../../src/okta/okta-sdk-client.js';
import { startHookEndpoint } from '../okta-emulator/hook-endpoint.js';
import { ssws } from '../../support/ssws.js';

type Call = (admin: OktaAdmin, at: { userId: string; hookUrl: string }) => Promise<unknown>;

/** Every call of the demo: one that is added there has to be added here to compile. */
const calls: Record<keyof OktaAdmin, Call> = {
  registerEventHook: (admin, { hookUrl }) =>
    admin.registerEventHook({
      url: hookUrl,
      secret: 'secret',
      eventTypes: ['user.lifecycle.create'],
    }),
  createUser: (admin) => hire(admin, 0),
  groupIdsOf: (admin, { userId }) => admin.groupIdsOf(userId),
  factorsOf: (admin, { userId }) => admin.factorsOf(userId),
};

/** Makes every call that the demo makes as an administrator, about a hire with a phone. */
export async function makeDemoCalls({ url: orgUrl, apiToken: token, groupA }: OktaEmulator) {
  const admin = createOktaAdmin(orgUrl, token);
  const okta = createOktaSdkClient({ orgUrl, credential: ssws(token), requestTimeoutMs: 5_000 });
  const { userId } = await hire(admin, 1);
  await okta.addUserToGroup(groupA, userId);
  await okta.enrollSmsFactor(userId, '+12015550124');
  const endpoint = await startHookEndpoint();
  try {
    for (const call of Object.values(calls)) await call(admin, { userId, hookUrl: endpoint.url });
  } finally {
    endpoint.close();
  }
}
