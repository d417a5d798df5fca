import type { Express } from 'express';
import { createActivationMailer } from './activation-mail/activation-mailer.js';
import type { Controls } from './admin/controls.js';
import { createApp } from './create-app.js';
import { deliverEvents } from './event-hooks/deliver-events.js';
import type { ApiFault } from './faults/api-fault.js';
import { createArmedFaults } from './faults/armed-faults.js';
import { createHeldRequests } from './faults/held-requests.js';
import { seededRandom } from './faults/seeded-random.js';
import type { JournalEntry } from './journal.js';
import type { Mailbox } from './mailbox/mailbox.js';
import { createServiceApp } from './management/service-apps.js';
import { createRateLimitWindows } from './rate-limit-windows.js';
import { defaultRateLimits, type RateLimits } from './rate-limits.js';
import { createOrg } from './state/create-org.js';
import type { Engine } from './state/org.js';
import type { ServiceAppDefinition } from './state/service-app.js';

export interface EmulationOptions {
  /** Default `idx`. */
  engine?: Engine;
  /** Starts with an org as it is after sign-up, without Group A and Group B and their policies. Default false. */
  empty?: boolean;
  /** The token that API clients send as `Authorization: SSWS <token>`. */
  apiToken: string;
  /** Where activation mails are sent, such as `smtp://127.0.0.1:1025`. */
  smtpUrl: string;
  /** Shown on the mailbox page, steered through `/_emulator`, and emptied by a reset. */
  mailbox?: Mailbox;
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
  /** How long an activation link works, in milliseconds; default seven days. */
  activationLinkLifetimeMs?: number;
  /** How long an event takes until the System Log API shows it, in milliseconds; default 0. */
  logDelayMs?: number;
  /** How long an event waits for others to be delivered to a hook together with, in milliseconds; default 50. */
  hookBatchWindowMs?: number;
  /** How many events a delivery to a hook has at most; default 100. */
  hookBatchSize?: number;
  /** How long the endpoint of a hook may take to answer, in milliseconds; default 3000, as with Okta. */
  hookTimeoutMs?: number;
  /** Makes faults that are drawn by probability repeatable. */
  faultSeed?: number;
  /** The service apps that the org has from the start, and again after a reset. */
  serviceApps?: readonly ServiceAppDefinition[];
}

/** One life of the emulated org: from its start, or a reset, to the next reset. */
export interface Emulation {
  controls: Controls;
  app: Express;
  /** Sends no more mails and events, and resets the connections of requests that are held. */
  stop(): void;
}

/** @param reset what `POST /_emulator/reset` does. */
export function createEmulation(options: EmulationOptions, reset: () => void): Emulation {
  const { apiToken, mailbox, hookTimeoutMs = 3000, faultSeed } = options;
  const activationMailer = createActivationMailer(options.smtpUrl);
  const settings = {
    secondaryEmailEnabled: options.secondaryEmailEnabled ?? true,
    passwordOptional: options.passwordOptional ?? false,
    telephonyProviderActive: true,
    policyPropagationMs: options.policyPropagationMs ?? 0,
    activationLinkLifetimeMs: options.activationLinkLifetimeMs ?? 7 * 24 * 60 * 60 * 1000,
    mailEventsNameUser: true,
    factorEventsNameEnrollment: false,
    logDelayMs: options.logDelayMs ?? 0,
    pushActivationLifetimeMs: 10 * 60 * 1000,
    passCode: null,
    sharedSecret: null,
    clockSkewMs: 0,
    customAdminRolesAvailable: true,
    apiTokenExpiresAt: null,
    groupSearchDelayMs: 0,
    newPoliciesComeFirst: false,
    mostActiveHooks: 25,
  };
  const { engine = 'idx', empty = false } = options;
  const org = createOrg({ engine, empty }, settings, activationMailer);
  for (const app of options.serviceApps ?? []) createServiceApp(org, app);
  const random = faultSeed === undefined ? Math.random : seededRandom(faultSeed);
  const journal: JournalEntry[] = [];
  const limits = {
    perWindow: { ...defaultRateLimits, ...options.rateLimits },
    windowSeconds: options.rateLimitWindowSeconds ?? 60,
    concurrency: options.concurrencyLimit ?? 75,
  };
  const controls: Controls = {
    org,
    journal,
    limits,
    rateLimitWindows: createRateLimitWindows(limits),
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
  return {
    controls,
    app: createApp(controls, { apiToken, journal, hookTimeoutMs, mailbox, reset }),
    stop() {
      activationMailer.close();
      controls.eventDelivery.stop();
      for (const { id } of controls.heldRequests.list()) controls.heldRequests.drop(id);
    },
  };
}
