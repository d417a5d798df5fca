import { Worker, type WorkflowBundleWithSourceMap } from '@temporalio/worker';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { WorkflowHandle } from '@temporalio/client';
import { createErrorClassifier } from '../../src/activities/classify-error.js';
import type { EnrollmentSettings } from '../../src/activities/enrollment-settings.js';
import { createActivities } from '../../src/activities/index.js';
import { statusQuery, type PreEnrollUserStatus } from '../../src/contract/pre-enroll-user.js';
import { preEnrollUserWorkflowId } from '../../src/contract/workflow-ids.js';
import type { preEnrollUser } from '../../src/workflows/pre-enroll-user.js';
import { createFakeMailer, type FakeMailer } from './fake-mailer.js';
import { createFakeOkta, type FakeOkta } from './fake-okta.js';

export type HireHandle = WorkflowHandle<typeof preEnrollUser>;

export interface Hires {
  okta: FakeOkta;
  mailer: FakeMailer;
  start(userId: string): Promise<HireHandle>;
  /** Resolves when the run's status fits; the test's own timeout bounds it. Time does not skip meanwhile. */
  waitFor(
    handle: HireHandle,
    fits: (status: PreEnrollUserStatus) => boolean,
  ): Promise<PreEnrollUserStatus>;
}

interface HiresOptions {
  taskQueue: string;
  workflowBundle: WorkflowBundleWithSourceMap;
  settings?: Partial<EnrollmentSettings>;
  okta?: Parameters<typeof createFakeOkta>[0];
}

/** Runs real workflows and real activities over fakes of Okta and of the mail server, until `body` is done. */
export async function withHires<T>(
  { client, nativeConnection }: TestWorkflowEnvironment,
  { taskQueue, workflowBundle, settings, okta: oktaOptions }: HiresOptions,
  body: (hires: Hires) => Promise<T>,
): Promise<T> {
  const okta = createFakeOkta(oktaOptions);
  const mailer = createFakeMailer();
  const worker = await Worker.create({
    connection: nativeConnection,
    ...{ taskQueue, workflowBundle },
    activities: createActivities({
      ...{ okta, mailer },
      settings: {
        groups: okta.groups,
        phoneAttributes: ['mobileNumber', 'mobilePhone'],
        completionRule: 'mfa-verified',
        ...settings,
      },
    }),
    interceptors: { activity: [({ info }) => ({ inbound: createErrorClassifier(info.attempt) })] },
  });

  return worker.runUntil(
    body({
      ...{ okta, mailer },
      start: (userId) =>
        client.workflow.start<typeof preEnrollUser>('preEnrollUser', {
          workflowId: preEnrollUserWorkflowId(userId),
          taskQueue,
          args: [{ userId }],
        }),
      async waitFor(handle, fits) {
        for (;;) {
          const status = await handle.query(statusQuery);
          if (fits(status)) return status;
        }
      },
    }),
  );
}
