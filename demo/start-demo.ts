import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startMailbox, type Mailbox } from '../okta-emulator/mailbox/mailbox.js';
import { startOktaEmulator, type OktaEmulator } from '../okta-emulator/okta-emulator.js';
import { rateLimitsOf } from '../okta-emulator/rate-limits.js';
import { routedEventTypes } from '../src/dispatch/routes.js';
import { readWorkerConfig } from '../src/config.js';
import { embedAuditStore } from '../src/embedded-audit-store.js';
import { embedTemporal, type EmbeddedTemporal } from '../src/embedded-temporal.js';
import { startGateway, type Gateway } from '../src/gateway.js';
import type { Part } from '../src/run-until-signal.js';
import type { Logger } from 'pino';
import { installRuntime } from '../src/runtime.js';
import { startWorker } from '../src/worker.js';
import { createOktaAdmin, type OktaAdmin } from './okta-admin.js';
import { preferredPort } from './preferred-port.js';

export interface Demo {
  admin: OktaAdmin;
  okta: OktaEmulator;
  mailbox: Mailbox;
  temporal: EmbeddedTemporal;
  gateway: Gateway;
  /** In the order in which they are to be closed. */
  parts: Part[];
}

/** Starts the whole product and the world around it in this process, and has Okta call the gateway. */
export async function startDemo(
  find: Parameters<typeof embedTemporal>[0],
  logger: Logger,
  say: (line: string) => void,
): Promise<Demo> {
  const secret = randomBytes(32).toString('hex');
  const apiToken = randomBytes(32).toString('hex');
  const { metricMeter: meter } = installRuntime(logger, '127.0.0.1:0');

  // Beside the rest: the first seconds of it are spent in a thread of its own.
  const auditStore = startAuditStore(find.cacheDirectory);
  const ports = { port: await preferredPort(7233), uiPort: await preferredPort(8233) };
  const temporal = await embedTemporal(find, ports, say);
  const mailbox = await startMailbox({ port: await preferredPort(1025) });
  const okta = await startOktaEmulator({
    apiToken,
    smtpUrl: mailbox.smtpUrl,
    mailbox,
    port: await preferredPort(4000),
    // What is shown is the way of a hire, not how it waits for Okta.
    rateLimits: rateLimitsOf(1_000_000),
  });
  const gateway = await startGateway(
    { secrets: [secret], host: '127.0.0.1', port: await preferredPort(3000) },
    temporal.temporal,
    { logger, meter },
  );
  say(
    'Starting the worker; from source its workflows are bundled first, which takes some seconds.',
  );
  const config = readWorkerConfig({
    ...{ OKTA_CLIENT_ORGURL: okta.url, OKTA_CLIENT_TOKEN: apiToken },
    ...{ OKTA_GROUP_A: okta.groupA, OKTA_GROUP_B: okta.groupB },
    ...{ SMTP_URL: mailbox.smtpUrl, MAIL_FROM: 'IT onboarding <onboarding@example.com>' },
  });
  // Short enough to be watched: what a hook lost is found while one looks.
  const reconciliation = { ...config.reconciliation, intervalSeconds: 10 };
  const { databaseUrl, close: closeAuditStore } = await auditStore;
  const worker = await startWorker(
    { ...config, reconciliation, audit: { databaseUrl } },
    temporal.temporal,
    logger,
  );
  const admin = createOktaAdmin(okta.url, apiToken);
  await admin.registerEventHook({ url: gateway.url, secret, eventTypes: routedEventTypes });

  const pages = {
    'Temporal UI': temporal.uiUrl,
    'Okta sign-in': okta.url,
    'the phone': `${okta.url}/_emulator/phone`,
    'the mailbox': `${okta.url}/_emulator/mailbox`,
    'hook gateway': gateway.url,
  };
  say(`  audit store   DATABASE_URL='${databaseUrl}' npx preenroll audit`);
  for (const [name, url] of Object.entries(pages)) say(`  ${name.padEnd(14)}${url ?? ''}`);

  const parts = [
    { name: 'okta-emulator', close: () => okta.close() },
    ...[gateway, worker],
    { name: 'mailbox', close: () => mailbox.close() },
    { name: 'audit store', close: closeAuditStore },
    temporal,
  ];
  return { admin, okta, mailbox, temporal, gateway, parts };
}

/** It lives as long as the demo. */
async function startAuditStore(
  cacheDirectory: string,
): Promise<{ databaseUrl: string; close: () => Promise<void> }> {
  const directory = await mkdtemp(path.join(tmpdir(), 'preenroll-demo-'));
  const { databaseUrl, close } = await embedAuditStore(directory, cacheDirectory);
  return {
    databaseUrl,
    async close() {
      await close();
      await rm(directory, { recursive: true });
    },
  };
}
