import assert from 'node:assert/strict';
import { startOktaEmulator, type OktaEmulator } from '../../../okta-emulator/okta-emulator.js';
import type { ServiceApp } from '../../../okta-emulator/state/service-app.js';
import { neededScopes } from '../../../src/configuration/needed-scopes.js';
import { createOktaSdkClient } from '../../../src/okta/okta-sdk-client.js';
import { ecKey } from '../okta/authorization/keys.js';
import { callEverything } from './product-calls.js';

const key = ecKey('key-1');
/** For a configuration that uses everything. */
const scopes = neededScopes({
  populations: [{ checksPolicies: true }],
  reactions: { privileged: { groups: [], attributes: [], adminRoles: 'any' } },
}).map(({ scope }) => scope);

describe('the scopes that a worker asks for', () => {
  let emulator: OktaEmulator;

  beforeEach(async () => {
    emulator = await startOktaEmulator({ apiToken: '00token', smtpUrl: 'smtp://127.0.0.1:9' });
  });

  afterEach(() => emulator.close());

  function callWith(granted: string[]): Promise<unknown> {
    const { id: clientId } = emulator.createServiceApp({
      ...{ keys: [key.publicJwk as ServiceApp['keys'][number]], scopes: granted },
      roles: ['SUPER_ADMIN'],
    });
    const okta = createOktaSdkClient({
      ...{ orgUrl: emulator.url, requestTimeoutMs: 5_000 },
      credential: {
        ...{ mode: 'PrivateKey', clientId, privateKey: { value: key.jwkText } },
        ...{ scopes, isDpopUsed: true },
      },
    });
    return callEverything(emulator, okta);
  }

  it('are enough for every call', async () => {
    await callWith(scopes);
  });

  // Who may manage may read: without the scope to read nothing is refused.
  const indispensable = scopes.filter(
    (scope) => !scopes.includes(scope.replace(/\.read$/, '.manage')) || scope.endsWith('.manage'),
  );
  for (const scope of indispensable) {
    it(`are not enough without ${scope}`, async () => {
      await assert.rejects(callWith(scopes.filter((other) => other !== scope)), {
        errorCode: 'insufficient_scope',
        message: new RegExp(`not been granted ${scope}$`),
      });
    });
  }
});
