import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createActivationMailer } from './activation-mail/activation-mailer.js';
import type { Controls } from './admin/controls.js';
import { createApp } from './create-app.js';
import { deliverEvents } from './event-hooks/deliver-events.js';
import type { ApiFault } from './faults/api-fault.js';
import { createArmedFaults } from './faults/armed-faults.js';
import { createHeldRequests } from './faults/held-requests.js';
import { seededRandom } from './faults/seeded-random.js';
import type { JournalEntry } from './journal.js';
import { defaultRateLimits, type RateLimits } from './rate-limits.js';
import { createOrg } from './state/create-org.js';
import type { Engine } from './state/org.js';
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
  /** Requests that the token may make per window, per bucket; half of a workforce org's, where not given. */
  rateLimits?: Partial<RateLimits>;
  /** Default 60. */
  rateLimitWindowSeconds?: number;
  /** API requests under way at the same time; default 75. */
  concurrencyLimit?: number;
  /** Milliseconds until policies follow a change of membership; default 0. */
  policyPropagationMs?: number;
  /** How long an event waits for others to be delivered to a hook together with, in milliseconds; default 50. */
  hookBatchWindowMs?: number;
  /** How many events a delivery to a hook has at most; default 100. */
  hookBatchSize?: number;
  /** How long the endpoint of a hook may take to answer, in milliseconds; default 3000, as with Okta. */
  hookTimeoutMs?: number;
  /** Makes faults that are drawn by probability repeatable. */
  faultSeed?: number;
}

export interface OktaEmulator extends Controls {
  url: string;
  apiToken: string;
  groupA: string;
  groupB: string;
  /** Stops listening and breaks what is still open. */
  close(): Promise<void>;
}

/** Starts an Okta org with one admin, Group A, Group B and their enrollment policies. */
export async function startOktaEmulator(options: OktaEmulatorOptions): Promise<OktaEmulator> {
  const activationMailer = createActivationMailer(options.smtpUrl);
  const settings = {
    secondaryEmailEnabled: options.secondaryEmailEnabled ?? true,
    passwordOptional: options.passwordOptional ?? false,
    telephonyProviderActive: true,
    policyPropagationMs: options.policyPropagationMs ?? 0,
  };
  const org = createOrg(options.engine ?? 'idx', settings, activationMailer);
  const { apiToken, hookTimeoutMs = 3000, faultSeed } = options;
  const random = faultSeed === undefined ? Math.random : seededRandom(faultSeed);
  const journal: JournalEntry[] = [];
  const controls: Controls = {
    org,
    journal,
    apiFaults: createArmedFaults<ApiFault>(random),
    heldRequests: createHeldRequests(),
    eventDelivery: deliverEvents(org, {
      batching: {
        windowMs: options.hookBatchWindowMs ?? 50,
        maxSize: options.hookBatchSize ?? 100,
      },
      timeoutMs: hookTimeoutMs,
      random,
    }),
  };
  const app = createApp(controls, {
    apiToken,
    journal,
    hookTimeoutMs,
    rateLimits: { ...defaultRateLimits, ...options.rateLimits },
    rateLimitWindowSeconds: options.rateLimitWindowSeconds ?? 60,
    concurrencyLimit: options.concurrencyLimit ?? 75,
  });
  const server = createServer(app);
  const host = options.host ?? '127.0.0.1';
  server.listen(options.port ?? 0, host);
  await once(server, 'listening');
  org.url = options.publicUrl ?? `http://${host}:${(server.address() as AddressInfo).port}`;
  return {
    ...controls,
    url: org.url,
    apiToken,
    groupA: groupAId,
    groupB: groupBId,
    async close() {
      activationMailer.close();
      controls.eventDelivery.stop();
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
