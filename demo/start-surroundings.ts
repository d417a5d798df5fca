import { mkdtemp, rm } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startMailbox, type Mailbox } from '../okta-emulator/mailbox/mailbox.js';
import {
  startOktaEmulator,
  type OktaEmulator,
  type OktaEmulatorOptions,
} from '../okta-emulator/okta-emulator.js';
import { rateLimitsOf } from '../okta-emulator/rate-limits.js';
import { embedAuditStore } from '../src/embedded-audit-store.js';
import { embedTemporal, type EmbeddedTemporal } from '../src/embedded-temporal.js';
import type { Part } from '../src/process/run-until-signal.js';
import { createOktaAdmin, type OktaAdmin } from './okta-admin.js';
import { preferredPort } from './preferred-port.js';

/** What is around the gateway and the worker. */
export interface Surroundings {
  temporal: EmbeddedTemporal;
  mailbox: Mailbox;
  okta: OktaEmulator;
  admin: OktaAdmin;
  /** Of the audit store. */
  databaseUrl: string;
  /** In the order in which they are to be closed, after gateway and worker. */
  parts: Part[];
}

/** Starts a Temporal server, a mail server, an Okta org and an audit store in this process. They live as long as the demo. */
export async function startSurroundings(
  find: Parameters<typeof embedTemporal>[0],
  org: Pick<OktaEmulatorOptions, 'engine' | 'empty'>,
  say: (line: string) => void,
): Promise<Surroundings> {
  // Beside the rest: the first seconds of it are spent in a thread of its own.
  const auditStore = startAuditStore(find.cacheDirectory);
  const ports = { port: await preferredPort(7233), uiPort: await preferredPort(8233) };
  const temporal = await embedTemporal(find, ports, say);
  const mailbox = await startMailbox({ port: await preferredPort(1025) });
  const okta = await startOktaEmulator({
    ...org,
    ...{ apiToken: randomBytes(32).toString('hex'), port: await preferredPort(4000) },
    ...{ smtpUrl: mailbox.smtpUrl, mailbox },
    // What is shown is the way of a hire, not how it waits for Okta.
    rateLimits: rateLimitsOf(1_000_000),
  });
  const admin = createOktaAdmin(okta.url, okta.apiToken);
  const { databaseUrl, close: closeAuditStore } = await auditStore;
  const parts = [
    { name: 'okta-emulator', close: () => okta.close() },
    { name: 'mailbox', close: () => mailbox.close() },
    { name: 'audit store', close: closeAuditStore },
    temporal,
  ];
  return { temporal, mailbox, okta, admin, databaseUrl, parts };
}

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
