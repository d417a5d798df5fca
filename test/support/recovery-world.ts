import assert from 'node:assert/strict';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { startMailbox, type Mailbox } from '../../okta-emulator/mailbox/mailbox.js';
import { startOktaEmulator, type OktaEmulator } from '../../okta-emulator/okta-emulator.js';
import { rateLimitsOf } from '../../okta-emulator/rate-limits.js';
import { createActivityInterceptors } from '../../src/activities/activity-interceptors.js';
import { createActivities } from '../../src/activities/index.js';
import { migrate } from '../../src/audit/migrate.js';
import { openAuditDatabase, type AuditDatabase } from '../../src/audit/open-database.js';
import { createPostgresAuditStore } from '../../src/audit/postgres-audit-store.js';
import { createProgram } from '../../src/cli/program.js';
import { taskQueue } from '../../src/contract/task-queues.js';
import { createSignalAllowance } from '../../src/dispatch/signal-allowance.js';
import type { Mailer } from '../../src/mail/mailer.js';
import { createMailRenderer } from '../../src/mail/render-mail.js';
import { createSmtpMailer } from '../../src/mail/smtp-mailer.js';
import { createOktaSdkClient } from '../../src/okta/okta-sdk-client.js';
import { captureOutput } from '../unit/cli/capture-output.js';
import { auditDatabases } from './audit-databases.js';
import { createAdministrator, type Administrator } from './enrollment-model/administrator.js';
import { noDrift } from './no-drift.js';
import { createReactionSettings } from './reaction-settings.js';
import { runWorkers } from './run-workers.js';
import { createSettings, quietWaiting } from './settings.js';
import { ssws } from './ssws.js';
import { workflowBundle } from './temporal.js';
import { withEnvironment } from './with-environment.js';

/** What outlives Temporal: an org, its mailbox and the audit store. */
export interface RecoveryWorld {
  okta: OktaEmulator;
  mailbox: Mailbox;
  administrator: Administrator;
  database: AuditDatabase;
  /** Whose mails of ours the mail server refuses. */
  refusedAddresses: Set<string>;
  /** Real workers on a Temporal server, until `body` is done. */
  withWorkers<T>(temporal: TestWorkflowEnvironment, body: () => Promise<T>): Promise<T>;
  /** `preenroll recover` against that server. */
  recover(temporal: TestWorkflowEnvironment, ...args: string[]): Promise<Recovered>;
  stop(): Promise<void>;
}

interface Recovered {
  hires: {
    userId: string;
    plan: string;
    goesOnFrom?: string;
    because?: string;
    outcome?: string;
  }[];
  said: string;
}

/** Everybody is reminded once, after a second. */
const waiting = {
  ...{ ...quietWaiting, reminders: [1_000] },
  workingHours: { ...quietWaiting.workingHours, from: 0, to: 24 * 60, days: [1, 2, 3, 4, 5, 6, 7] },
};

export async function startRecoveryWorld(): Promise<RecoveryWorld> {
  const mailbox = await startMailbox();
  const okta = await startOktaEmulator({
    ...{ apiToken: 'token', smtpUrl: mailbox.smtpUrl, mailbox },
    rateLimits: rateLimitsOf(1_000_000),
  });
  const started = await auditDatabases['the embedded database']?.();
  assert(started && 'url' in started);
  const database = openAuditDatabase(started.url);
  await migrate(database);
  const store = createPostgresAuditStore(database);
  const { url, apiToken, groupA, groupB } = okta;
  const refusedAddresses = new Set<string>();
  const smtp = createSmtpMailer({ url: mailbox.smtpUrl, from: 'it@example.com' });
  const mailer: Mailer = {
    send: (mail) =>
      refusedAddresses.has(mail.to)
        ? Promise.reject(new Error('The mail server is away'))
        : smtp.send(mail),
  };
  const client = createOktaSdkClient({
    ...{ orgUrl: url, credential: ssws(apiToken), requestTimeoutMs: 5_000 },
  });
  const activities = createActivities({
    ...{ okta: client, orgUrl: url, mailer, mails: createMailRenderer({}) },
    ...{ eventCards: { triggers: [] }, encryptionKey: undefined, concerns: () => true },
    ...{ allowance: createSignalAllowance(), backfill: { inProgress: 40 }, drift: noDrift },
    ...{ audit: store, reactions: { settings: createReactionSettings() } },
    settings: createSettings(
      { A: groupA, B: groupB },
      { waiting, phoneAttributes: ['mobilePhone'] },
    ),
  });
  return {
    ...{ okta, mailbox, database, refusedAddresses, administrator: createAdministrator(okta) },

    async withWorkers({ nativeConnection }, body) {
      const activity = createActivityInterceptors(() => Promise.resolve(false), {
        ...{ store, hashKey: undefined },
      });
      const given = { taskQueue, workflowBundle: await workflowBundle(), activities };
      return runWorkers(
        { ...given, connection: nativeConnection, interceptors: { activity } },
        body,
      );
    },

    async recover({ address }, ...args) {
      const environment = {
        ...{ TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: 'default', DATABASE_URL: started.url },
        ...{ OKTA_CLIENT_ORGURL: url, OKTA_CLIENT_TOKEN: apiToken },
        ...{ OKTA_GROUP_A: groupA, OKTA_GROUP_B: groupB },
      };
      const { stdout, stderr } = await captureOutput(() =>
        withEnvironment(environment, async () => {
          const program = await createProgram('recover');
          await program.parseAsync(['recover', '-o', 'json', ...args], { from: 'user' });
        }),
      );
      return { hires: JSON.parse(stdout) as Recovered['hires'], said: stderr };
    },

    async stop() {
      await database.destroy();
      await started.stop();
      await okta.close();
      await mailbox.close();
    },
  };
}
