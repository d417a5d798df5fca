import { randomBytes } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { routedEventTypes } from '../../src/dispatch/routes.js';
import { neededScopes } from '../../src/configuration/needed-scopes.js';
import { runtimePermissions, runtimeResources } from '../../src/okta/runtime-permissions.js';
import { freePort } from '../../src/temporal-server/free-port.js';
import { startOktaOrg, type OktaOrg } from '../end-to-end/support/okta-org.js';
import { isReady, productCommand } from '../end-to-end/support/product-command.js';
import { startProcess, type RunningProcess } from '../end-to-end/support/running-process.js';
import {
  devServerCommand,
  temporalCli,
  temporalServes,
} from '../end-to-end/support/temporal-by-hand.js';
import { startTlsTerminator } from '../support/tls-terminator.js';
import { ecKey, type TestKey } from '../unit/okta/authorization/keys.js';
import { createInstalled } from './as-installed.js';
import { startAuditStore, type ProofAuditStore } from './audit-store.js';
import { captureDeliveries } from './capture-deliveries.js';
import { inFiles, tlsOf } from './keys.js';
import type { Doors } from './look/doors.js';
import type { Proven } from './prove.js';

export interface World {
  okta: OktaOrg;
  /** Ours, beside the door with TLS and without a key: what Temporal's own database shows. */
  client: Client;
  processes: Record<'emulator' | 'gateway' | 'worker', RunningProcess>;
  doors: Doors;
  audit: ProofAuditStore | undefined;
  /** As whom the worker asks Okta. */
  app: { clientId: string; key: TestKey };
  /** None of them may be in a log. */
  secrets: string[];
  stop(): Promise<void>;
}

const scopes = neededScopes({
  populations: [{ checksPolicies: true }],
  reactions: { privileged: { groups: [], attributes: [] } },
}).map(({ scope }) => scope);

/** Starts emulator, gateway and worker out of the installation as the user, and around them what they speak to, with TLS before each. */
export async function startWorld(
  { place, folder, keys, user, auditStore }: Proven,
  onCaptured: (delivery: Buffer) => void,
): Promise<World> {
  const installed = createInstalled({
    folder,
    place,
    user,
    environment: { ...production, NODE_EXTRA_CA_CERTS: keys.authority },
  });
  const secretsFolder = path.join(place, 'secrets');
  await mkdir(secretsFolder);
  const secretFiles = (secrets: Record<string, string>) => inFiles(secretsFolder, user, secrets);

  const temporalPort = await freePort();
  const temporal = startProcess(
    devServerCommand({
      ...{ cli: await temporalCli(), port: temporalPort },
      databaseFile: path.join(place, 'temporal.db'),
    }),
  );
  await temporal.saw(temporalServes);
  const temporalDoor = await startTlsTerminator({
    to: temporalPort,
    tls: {
      ...{ ...(await tlsOf(keys.temporal)), ALPNProtocols: ['h2'] },
      ...{ requestCert: true, ca: await readFile(keys.authority) },
    },
  });
  const audit = auditStore ? await startAuditStore(keys.audit) : undefined;

  const emulators: RunningProcess[] = [];
  const okta = await startOktaOrg(
    (command) => {
      const process = startProcess(installed.command(command));
      emulators.push(process);
      return process;
    },
    {
      OKTA_EMULATOR_TLS_KEY_FILE: keys.okta.keyFile,
      OKTA_EMULATOR_TLS_CERT_FILE: keys.okta.certFile,
    },
  );
  const [emulator] = emulators;
  if (emulator === undefined) throw new Error('No emulator was started');

  const key = ecKey('key-1');
  const app = await okta.control<{ id: string }>('POST', '/service-apps', {
    ...{ keys: [key.publicJwk], scopes, roles: ['READ_ONLY_ADMIN'] },
    customRole: {
      permissions: runtimePermissions,
      resources: runtimeResources(okta.url, okta.groups.A, okta.groups.B),
    },
  });
  const hookSecret = randomBytes(32).toString('hex');
  const encryptionKey = randomBytes(32).toString('base64');
  const hashKey = randomBytes(32).toString('base64');
  const shared = {
    TEMPORAL_ADDRESS: `localhost:${temporalDoor.port}`,
    TEMPORAL_TLS_CLIENT_CERT_PATH: keys.product.certFile,
    TEMPORAL_TLS_CLIENT_KEY_PATH: keys.product.keyFile,
    TEMPORAL_TLS_SERVER_CA_CERT_PATH: keys.authority,
    PAYLOAD_ENCRYPTION: 'required',
    ...(await secretFiles({ PAYLOAD_ENCRYPTION_KEY: encryptionKey })),
    LOG_LEVEL: 'debug',
  };
  const databases = audit?.urls;
  if (audit && databases) {
    await installed.run(['migrate', '--grant-to', audit.workerRole], {
      DATABASE_URL: databases.owner,
    });
  }

  const gatewayPort = await freePort();
  const gateway = startProcess(
    installed.command(
      productCommand('gateway', {
        ...{ ...shared, PORT: String(gatewayPort) },
        ...(await secretFiles({ OKTA_EVENT_HOOK_SECRET: hookSecret })),
      }),
    ),
  );
  await gateway.saw(isReady.gateway);
  const hookDoor = await startTlsTerminator({
    ...{ to: gatewayPort, tls: await tlsOf(keys.hook), tap: captureDeliveries(onCaptured) },
  });
  await okta.admin.registerEventHook({
    ...{ url: `https://localhost:${hookDoor.port}/okta/event-hook`, secret: hookSecret },
    eventTypes: routedEventTypes,
  });

  const {
    OKTA_CLIENT_TOKEN: apiToken = '',
    SMTP_URL = '',
    DATABASE_URL: none = '',
    ...ofOkta
  } = okta.environment;
  const worker = startProcess(
    installed.command(
      productCommand('worker', {
        ...{ ...shared, ...ofOkta },
        OKTA_CLIENT_AUTHORIZATIONMODE: 'PrivateKey',
        OKTA_CLIENT_CLIENTID: app.id,
        ...(await secretFiles({
          ...{ OKTA_CLIENT_PRIVATEKEY: key.jwkText, SMTP_URL, AUDIT_HASH_KEY: hashKey },
          DATABASE_URL: databases?.worker ?? none,
        })),
      }),
    ),
  );
  await worker.saw(isReady.worker);

  const connection = Connection.lazy({ address: `127.0.0.1:${temporalPort}` });
  const { d: privateKey } = JSON.parse(key.jwkText) as { d: string };
  return {
    ...{ okta, audit, app: { clientId: app.id, key } },
    processes: { emulator, gateway, worker },
    client: new Client({ connection }),
    doors: {
      ...{ temporal: temporalDoor.port, hook: hookDoor.port },
      ...{ okta: portOf(okta.url), mail: portOf(SMTP_URL), audit: audit?.port },
    },
    secrets: [
      ...[hookSecret, encryptionKey, hashKey, privateKey, apiToken],
      ...Object.values(databases ?? {}).map((url) => new URL(url).password),
    ],
    async stop() {
      await connection.close();
      for (const process of [gateway, worker, emulator, temporal]) await process.end('SIGKILL');
      await Promise.all([hookDoor.close(), temporalDoor.close()]);
      await audit?.stop();
    },
  };
}

const production = { NODE_ENV: 'production' };
const portOf = (url: string) => Number(new URL(url).port);
