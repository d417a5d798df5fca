import { startOktaEmulator, type OktaEmulator } from '../../../okta-emulator/okta-emulator.js';
import { rateLimitsOf } from '../../../okta-emulator/rate-limits.js';
import { createOktaSdkClient } from '../../../src/okta/okta-sdk-client.js';
import { createOktaOrgClient } from '../../../src/okta/org-sdk-client.js';
import type { Journal, JournalEntry } from '../../../src/setup/journal.js';
import type { RemovalParts } from '../../../src/setup/remove-setup.js';
import type { SetupParts } from '../../../src/setup/run-setup.js';
import type { WantedSetup } from '../../../src/setup/wanted-setup.js';

export const engines = ['classic', 'idx'] as const;

/** Of a service app that is there before. */
const clientId = '0oaServiceApp000005d7';

export const startEmptyOrg = (engine: (typeof engines)[number]): Promise<OktaEmulator> =>
  startOktaEmulator({
    ...{ engine, empty: true, apiToken: 'token', smtpUrl: 'smtp://127.0.0.1:9' },
    rateLimits: rateLimitsOf(1_000_000),
    serviceApps: [{ clientId, keys: [] }],
  });

export const wantedSetup = (hookUrl: string): WantedSetup => ({
  groups: { a: { name: 'Group A' }, b: { name: 'Group B' } },
  phone: { attribute: 'mobileNumber', self: 'READ_ONLY' },
  signOnRule: true,
  eventHook: {
    ...{ url: hookUrl, secret: 'hook-secret-of-22-letters', isSecretNew: false },
    ...{ mayTakeOver: false, eventTypes: ['user.lifecycle.create', 'user.lifecycle.activate'] },
  },
  role: { clientId },
});

export function oktaOf({ url: orgUrl, apiToken }: OktaEmulator): RemovalParts['okta'] {
  const options = {
    ...{ orgUrl, requestTimeoutMs: 5_000 },
    credential: { mode: 'SSWS' as const, token: { value: apiToken } },
  };
  const hires = createOktaSdkClient(options);
  return {
    ...createOktaOrgClient(options),
    listGroupMembers: (...page) => hires.listGroupMembers(...page),
    listUsers: (...page) => hires.listUsers(...page),
  };
}

/** A journal in memory. */
export function createJournal(): Journal & { entries: JournalEntry[] } {
  const journal = {
    entries: [] as JournalEntry[],
    read: () => Promise.resolve(structuredClone(journal.entries)),
    note(_orgId: string, entry: JournalEntry) {
      const others = journal.entries.filter(({ key }) => key !== entry.key);
      journal.entries = [...others, structuredClone(entry)];
      return Promise.resolve();
    },
    forget(_orgId: string, key: JournalEntry['key']) {
      journal.entries = journal.entries.filter((entry) => entry.key !== key);
      return Promise.resolve();
    },
  };
  return journal;
}

export function partsFor(
  emulator: OktaEmulator,
  journal: Journal,
  more: Partial<SetupParts> = {},
): SetupParts & Omit<RemovalParts, 'confirm'> {
  return {
    ...{ okta: oktaOf(emulator), orgUrl: emulator.url, journal, locals: [], isForced: false },
    report: () => undefined,
    confirm: () => Promise.resolve(true),
    ...more,
  } as SetupParts & Omit<RemovalParts, 'confirm'>;
}

/** How many requests have changed something, the probes of the verification apart. */
export function countWrites({ journal }: OktaEmulator): number {
  return journal.filter(({ method }) => method !== 'GET').length;
}
