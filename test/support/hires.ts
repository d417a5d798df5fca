import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { WorkflowBundle } from '@temporalio/worker';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Client, type ClientInterceptors, type WorkflowHandle } from '@temporalio/client';
import { createErrorClassifier } from '../../src/activities/classify-error.js';
import type { Population } from '../../src/activities/enrollment-settings.js';
import { createActivities, type ActivityDependencies } from '../../src/activities/index.js';
import { createActivityTracer } from '../../src/activities/trace-activity.js';
import {
  statusQuery,
  type PreEnrollUser,
  type PreEnrollUserInput,
  type PreEnrollUserStatus,
} from '../../src/contract/pre-enroll-user.js';
import { preEnrollUserWorkflowId } from '../../src/contract/workflow-ids.js';
import { createSignalAllowance } from '../../src/dispatch/signal-allowance.js';
import { createDataConverter } from '../../src/payload-codec/create-data-converter.js';
import type { PayloadEncryption } from '../../src/payload-codec/encryption-codec.js';
import { createMailRenderer } from '../../src/mail/render-mail.js';
import { createEffectRecorder } from '../../src/activities/record-effects.js';
import { createFakeAuditStore, type FakeAuditStore } from './fake-audit-store.js';
import { createReactionSettings } from './reaction-settings.js';
import { createFakeMailer, type FakeMailer } from './fake-mailer.js';
import { createFakeOkta, type FakeOkta } from './fake-okta.js';
import { runWorkers } from './run-workers.js';
import { createSettings } from './settings.js';
import { someDrift } from './no-drift.js';

export type HireHandle = WorkflowHandle<PreEnrollUser>;

export interface Hires {
  client: Client;
  okta: FakeOkta;
  mailer: FakeMailer;
  audit: FakeAuditStore;
  start: (
    userId: string,
    more?: Pick<PreEnrollUserInput, 'notBefore' | 'startDate' | 'byHand'>,
  ) => Promise<HireHandle>;
  /** Rejects if the run's status does not fit within 20 seconds of real time; time does not skip meanwhile. */
  waitFor: (
    handle: HireHandle,
    fits: (status: PreEnrollUserStatus) => boolean,
  ) => Promise<PreEnrollUserStatus>;
  /** The same, while time skips from timer to timer: for what stays so, because a run can be through anything else between two looks at it. */
  skipUntil: Hires['waitFor'];
}

interface HiresOptions {
  taskQueue: string;
  workflowBundle: WorkflowBundle;
  settings?: Partial<Population>;
  okta?: Parameters<typeof createFakeOkta>[0];
  /** What an earlier worker has left behind; new and empty unless given. */
  world?: { okta: FakeOkta; mailer: FakeMailer };
  /** Whether what is done is recorded, so that a later run knows it. */
  records?: boolean;
  eventCards?: ActivityDependencies['eventCards'];
  encryptionKey?: Buffer;
  /** Of payloads, by the worker and the client; without it they are as they are. */
  encryption?: PayloadEncryption | undefined;
  /**
   * Of the worker. Without a cache, another worker can go on at once; but Core drops a task that comes while it answers a query of the
   * same run, and reports none that fails again. Both are tried anew when their time is up: two seconds then, instead of ten.
   */
  maxCachedWorkflows?: number;
  /** Of the client with which activities call Temporal. */
  clientInterceptors?: ClientInterceptors;
}

/** Runs real workflows and real activities over fakes of Okta and of the mail server, until `body` is done. */
export async function withHires<T>(
  environment: TestWorkflowEnvironment,
  {
    taskQueue,
    workflowBundle,
    settings,
    okta: oktaOptions,
    world,
    records = false,
    eventCards = { triggers: [] },
    encryptionKey,
    encryption,
    clientInterceptors = {},
    maxCachedWorkflows,
  }: HiresOptions,
  body: (hires: Hires) => Promise<T>,
): Promise<T> {
  const { connection, nativeConnection } = environment;
  const dataConverter = createDataConverter(encryption);
  const client =
    encryption === undefined
      ? environment.client
      : new Client({ connection, namespace: environment.client.options.namespace, dataConverter });
  // The server's time runs ahead of the system's, by ten years for each result that was awaited: Okta's clock is beyond any of it.
  const clock = () => new Date(Date.now() + 1000 * 365 * 24 * 60 * 60_000);
  const okta = world?.okta ?? createFakeOkta({ clock, ...oktaOptions });
  const mailer = world?.mailer ?? createFakeMailer();
  const audit = createFakeAuditStore();
  const workers: Parameters<typeof runWorkers>[0] = {
    ...{ connection: nativeConnection, dataConverter },
    ...{ taskQueue, workflowBundle },
    ...(maxCachedWorkflows !== undefined && { maxCachedWorkflows }),
    activities: createActivities({
      ...{ okta, mailer, eventCards, encryptionKey },
      ...{ orgUrl: 'https://example.okta.com', mails: createMailRenderer({}) },
      allowance: createSignalAllowance(),
      ...{ backfill: { inProgress: 40 }, drift: someDrift },
      ...{ audit, reactions: { settings: createReactionSettings() } },
      concerns: () => true,
      settings: createSettings(okta.groups, {
        hires: { userTypes: [okta.employee], groups: [] },
        ...settings,
      }),
    }),
    interceptors: {
      client: clientInterceptors,
      activity: [
        ({ info }) => ({ inbound: createErrorClassifier(info.attempt) }),
        ...(records ? [createEffectRecorder({ store: audit, hashKey: undefined })] : []),
        ({ info }) => ({ inbound: createActivityTracer(info.attempt) }),
      ],
    },
  };

  return runWorkers(workers, () =>
    body({
      ...{ client, okta, mailer, audit, waitFor },
      start: (userId, more) =>
        client.workflow.start<PreEnrollUser>('preEnrollUser', {
          workflowId: preEnrollUserWorkflowId(userId),
          taskQueue,
          args: [{ userId, ...more }],
          ...(maxCachedWorkflows === 0 && { workflowTaskTimeout: '2 seconds' }),
        }),
      async skipUntil(run, fits) {
        const { testService } = connection;
        assert(testService, 'Only the time-skipping server skips time');
        await testService.unlockTimeSkipping({});
        try {
          return await waitFor(run, fits);
        } finally {
          await testService.lockTimeSkipping({});
        }
      },
    }),
  );
}

/** Fits when the run has taken the step. The stage changes before: it is that of the wait as soon as a phone shall be enrolled again. */
export function hasTaken(name: string): (status: PreEnrollUserStatus) => boolean {
  return ({ steps }) => steps.some(({ step }) => step === name);
}

const waitFor: Hires['waitFor'] = async (handle, fits) => {
  const deadline = Date.now() + 20_000;
  for (;;) {
    const status = await handle.query(statusQuery);
    if (fits(status)) return status;
    if (Date.now() > deadline) assert.fail(`The run stays at ${JSON.stringify(status)}`);
    await sleep(20);
  }
};
