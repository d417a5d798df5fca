import assert from 'node:assert/strict';
import { exportJWK, exportPKCS8, generateKeyPair } from 'jose';
import type { OktaEmulator } from '../../../okta-emulator/okta-emulator.js';
import { neededScopes } from '../../../src/configuration/needed-scopes.js';
import { createOktaSdkClient } from '../../../src/okta/okta-sdk-client.js';
import type { OktaClient } from '../../../src/okta/okta-client.js';
import { runSetup } from '../../../src/setup/run-setup.js';
import { createJournal, partsFor, startEmptyOrg } from './setup-fixture.js';
import { oktaApi } from '../okta-emulator/okta-api.js';

const clientId = '0oaWithTheRole0005d7';
const scopes = neededScopes({
  populations: [{ checksPolicies: true }],
  reactions: { privileged: {} },
} as never).map(({ scope }) => scope);

describe('the admin role that the setup makes', () => {
  let emulator: OktaEmulator;
  let app: OktaClient;
  let groups: { A: string; B: string };

  beforeEach(async () => {
    emulator = await startEmptyOrg('idx');
    const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
    const keys = [{ ...(await exportJWK(publicKey)), kid: 'one' }];
    emulator.createServiceApp({ clientId, keys, scopes, roles: ['READ_ONLY_ADMIN'] } as never);
    const { gaps, ids } = await runSetup(
      {
        groups: { a: { name: 'Group A' }, b: { name: 'Group B' } },
        ...{ phone: { self: 'READ_ONLY' }, signOnRule: false, role: { clientId } },
      },
      partsFor(emulator, createJournal()),
    );
    assert.deepEqual(gaps, []);
    groups = { A: ids['group-a'] ?? '', B: ids['group-b'] ?? '' };
    app = createOktaSdkClient({
      ...{ orgUrl: emulator.url, requestTimeoutMs: 5_000 },
      credential: {
        ...{ mode: 'PrivateKey', clientId, keyId: 'one', scopes, isDpopUsed: true },
        privateKey: { value: await exportPKCS8(privateKey) },
      },
    });
  });
  afterEach(() => emulator.close());

  it('is enough for a hire, with the standard role that reads log and policies', async () => {
    const { id } = await oktaApi(emulator).createUser({ mobilePhone: '+12015550123' });

    await app.addUserToGroup(groups.A, id);
    const factor = await app.enrollSmsFactor(id, '+12015550123');
    await app.activateUser(id);
    await app.renewActivationLink(id);
    await app.addUserToGroup(groups.B, id);
    await app.removeUserFromGroup(groups.A, id);
    const memberships = await app.listUserGroupIds(id);
    assert.deepEqual(
      [memberships.includes(groups.A), memberships.includes(groups.B)],
      [false, true],
    );
    await app.unenrollFactor(id, factor.id);
    assert((await app.listEnrollmentPolicies()).length > 2);
    await app.pollLog({ since: new Date(), filter: 'eventType pr', limit: 1 });
  });

  it('is not enough for another group', async () => {
    const api = oktaApi(emulator);
    const { id } = await api.createUser();
    const other = await api.expect(200, 'POST', '/groups', { profile: { name: 'Finance' } });

    await assert.rejects(app.addUserToGroup(other.id, id), { status: 403 });
  });
});
