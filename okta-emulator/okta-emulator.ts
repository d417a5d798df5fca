import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApp } from './create-app.js';
import type { JournalEntry } from './journal.js';
import { createOrg } from './state/create-org.js';
import type { Engine, Org } from './state/org.js';
import { groupAId, groupBId } from './state/seed.js';

export interface OktaEmulatorOptions {
  /** Default `idx`. */
  engine?: Engine;
  /** The token that API clients send as `Authorization: SSWS <token>`. */
  apiToken: string;
  /** Where activation mails are sent, such as `smtp://127.0.0.1:1025`. */
  smtpUrl: string;
  /** Default 127.0.0.1. */
  host?: string;
  /** Default 0: any free port. */
  port?: number;
  /** The URL in links and mails, if it is not the one listened on. */
  publicUrl?: string;
  /** Default true. */
  secondaryEmailEnabled?: boolean;
  /** Default false. */
  passwordOptional?: boolean;
  /** Milliseconds until policies follow a change of membership; default 0. */
  policyPropagationMs?: number;
}

export interface OktaEmulator {
  url: string;
  apiToken: string;
  groupA: string;
  groupB: string;
  /** The state, for tests and demos in the same process. */
  org: Org;
  /** Every API request received so far, in the order of arrival. */
  journal: readonly JournalEntry[];
  /** Stops listening and breaks what is still open. */
  close(): Promise<void>;
}

/** Starts an Okta org with one admin, Group A, Group B and their enrollment policies. */
export async function startOktaEmulator(options: OktaEmulatorOptions): Promise<OktaEmulator> {
  const org = createOrg(options.engine ?? 'idx', {
    secondaryEmailEnabled: options.secondaryEmailEnabled ?? true,
    passwordOptional: options.passwordOptional ?? false,
    telephonyProviderActive: true,
    policyPropagationMs: options.policyPropagationMs ?? 0,
  });
  const journal: JournalEntry[] = [];
  const server = createServer(createApp(org, options.apiToken, journal));
  const host = options.host ?? '127.0.0.1';
  server.listen(options.port ?? 0, host);
  await once(server, 'listening');
  org.url = options.publicUrl ?? `http://${host}:${(server.address() as AddressInfo).port}`;
  return {
    url: org.url,
    apiToken: options.apiToken,
    groupA: groupAId,
    groupB: groupBId,
    org,
    journal,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
