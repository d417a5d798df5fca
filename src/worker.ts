import { Worker, type NativeConnection } from '@temporalio/worker';
import { createErrorClassifier } from './activities/classify-error.js';
import { createActivities } from './activities/index.js';
import type { WorkerConfig } from './config.js';
import { taskQueue } from './contract/task-queues.js';
import { createSmtpMailer } from './mail/smtp-mailer.js';
import { createOktaSdkClient } from './okta/okta-sdk-client.js';
import { loadWorkflowBundle } from './workflow-bundle.js';

/** Builds a worker from its configuration; `run()` and `shutdown()` are the caller's. */
export async function createWorker(
  { okta, smtp, settings }: Pick<WorkerConfig, 'okta' | 'smtp' | 'settings'>,
  connection: NativeConnection,
  namespace: string,
): Promise<Worker> {
  return Worker.create({
    connection,
    namespace,
    taskQueue,
    workflowBundle: await loadWorkflowBundle(),
    activities: createActivities({
      // Four calls fit into an activity's 30 seconds.
      okta: createOktaSdkClient({ ...okta, requestTimeoutMs: 7_000 }),
      mailer: createSmtpMailer(smtp),
      settings,
    }),
    interceptors: {
      activity: [({ info }) => ({ inbound: createErrorClassifier(info.attempt) })],
    },
    // Runs wait for days: replaying one when it wakes costs 10 ms, keeping it in memory 300 kB.
    maxCachedWorkflows: 500,
    workflowTaskPollerBehavior: { type: 'autoscaling' },
    activityTaskPollerBehavior: { type: 'autoscaling' },
    // Above the activities' 30 seconds: an attempt that has begun may end.
    shutdownGraceTime: '35 seconds',
    shutdownForceTime: '45 seconds',
  });
}
