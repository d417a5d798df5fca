import { generateKeyPairSync } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { OktaEmulator } from '../../okta-emulator/okta-emulator.js';
import type { PublicJwk } from '../../okta-emulator/state/service-app.js';
import { neededScopes } from '../../src/configuration/needed-scopes.js';

const ofWorker = neededScopes({
  populations: [{ checksPolicies: true }],
  reactions: { privileged: { groups: [], attributes: [] } },
}).map(({ scope }) => scope);

/** With these the doctor can look at everything; the worker asks for fewer. */
export const scopesOfDoctor = [
  ...ofWorker,
  ...['schemas', 'eventHooks', 'authenticators', 'roles', 'customTelephonyProvider'].map(
    (what) => `okta.${what}.read`,
  ),
];

/** What a super administrator does by hand before: an API service app with a key and the scopes; and a standard role, for no custom one may read the System Log. */
export async function makeServiceApp(
  okta: OktaEmulator,
  directory: string,
): Promise<{ clientId: string; keyFile: string }> {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const keyFile = path.join(directory, 'okta-key.pem');
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' });
  await writeFile(keyFile, pem, { mode: 0o600 });
  const { id } = okta.createServiceApp({
    label: 'preenroll',
    keys: [publicKey.export({ format: 'jwk' }) as PublicJwk],
    scopes: scopesOfDoctor,
    roles: ['READ_ONLY_ADMIN'],
  });
  return { clientId: id, keyFile };
}
