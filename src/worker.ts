import { Worker, type WorkerOptions } from '@temporalio/worker';
import { createErrorClassifier } from './activities/classify-error.js';
import { createFreezeGuard } from './activities/freeze-guard.js';
import { createActivities } from './activities/index.js';
import { createActivityTracer } from './activities/trace-activity.js';
import type { Logger } from 'pino';
import type { WorkerConfig } from './config.js';
import { ConfigurationError } from './configuration-error.js';
import { connectWorker } from './connect-worker.js';
import { taskQueue } from './contract/task-queues.js';
import { createEventFilter } from './dispatch/event-filter.js';
import { createSignalAllowance } from './dispatch/signal-allowance.js';
import { createFrozenLook } from './freeze/frozen-look.js';
import { keepTrying } from './keep-trying.js';
import { createMailRenderer, MailTemplateError, type MailRenderer } from './mail/render-mail.js';
import { createSmtpMailer } from './mail/smtp-mailer.js';
import { createLazyOktaClient } from './okta/lazy-okta-client.js';
import type { OktaClient } from './okta/okta-client.js';
import type { Part } from './run-until-signal.js';
import { ensureSchedules } from './schedules.js';
import { createClient, registerSearchAttributes } from './temporal.js';
import type { TemporalConfig } from './temporal-config.js';
import { loadWorkflowBundle } from './load-workflow-bundle.js';

type WorkerParts = Omit<WorkerConfig, 'metricsAddress' | 'logLevel'>;

/**
 * Starts a worker. Waits until Temporal can be reached and knows the search attributes.
 *
 * @throws ConfigurationError if a mail template is wrong
 */
export async function startWorker(
  config: WorkerParts,
  temporal: TemporalConfig,
  logger: Logger,
): Promise<Part> {
  const mails = createMails(config.mails);
  const connection = await connectWorker(temporal, logger);
  const client = createClient(temporal);
  await registerSearchAttributes(client, logger);
  const workflowBundle = await loadWorkflowBundle(logger);
  const worker = await createWorker({ ...config, mails }, createFrozenLook(client), {
    connection,
    workflowBundle,
    namespace: temporal.namespace,
  });
  const ended = worker.run();
  logger.info({ taskQueue }, 'The worker polls');
  const stopped = new AbortController();
  // Beside the polling: hires go on where there can be no Schedule.
  const scheduled = keepTrying(client, () => ensureSchedules(client, config, logger), {
    ...{ logger, notYet: 'The Schedules are not there yet' },
    stopped: stopped.signal,
  });
  return {
    name: 'worker',
    ended,
    async close() {
      stopped.abort();
      if (worker.getState() === 'RUNNING') worker.shutdown();
      await ended;
      await scheduled;
      await client.connection.close();
      await connection.close();
    },
  };
}

function createMails(options: WorkerParts['mails']): MailRenderer {
  try {
    return createMailRenderer(options);
  } catch (error) {
    if (!(error instanceof MailTemplateError)) throw error;
    throw new ConfigurationError(`mails.templates: ${error.message}`);
  }
}

async function createWorker(
  {
    okta,
    smtp,
    mails,
    settings,
    events,
    eventCards,
    encryptionKey,
  }: Omit<WorkerParts, 'mails'> & { mails: MailRenderer },
  isFrozen: () => Promise<boolean>,
  given: Pick<WorkerOptions, 'connection' | 'namespace' | 'workflowBundle'>,
): Promise<Worker> {
  let oktaIsWanted: () => void = () => undefined;
  const oktaWanted = new Promise<void>((resolve) => (oktaIsWanted = resolve));
  const creating = Worker.create({
    ...given,
    taskQueue,
    activities: createActivities({
      okta: createLazyOktaClient(oktaWanted.then(() => loadOkta(okta))),
      orgUrl: okta.orgUrl,
      mailer: createSmtpMailer(smtp),
      mails,
      settings,
      allowance: createSignalAllowance(),
      concerns: createEventFilter(events, 'log'),
      eventCards: { triggers: eventCards },
      encryptionKey,
    }),
    interceptors: {
      activity: [
        ({ info }) => ({ inbound: createErrorClassifier(info.attempt) }),
        ({ info }) => ({ inbound: createFreezeGuard(isFrozen, info.activityType) }),
        ({ info }) => ({ inbound: createActivityTracer(info.attempt) }),
      ],
    },
    // Runs wait for days: replaying one when it wakes costs 10 ms, keeping it in memory 300 kB.
    maxCachedWorkflows: 500,
    workflowTaskPollerBehavior: { type: 'autoscaling' },
    activityTaskPollerBehavior: { type: 'autoscaling' },
    // Above the activities' minute: an attempt that has begun may end.
    shutdownGraceTime: '65 seconds',
    shutdownForceTime: '75 seconds',
  });
  // The SDK takes a second of this thread: just then the worker's other thread loads the workflows.
  oktaIsWanted();
  return creating;
}

async function loadOkta(okta: WorkerParts['okta']): Promise<OktaClient> {
  const { createOktaSdkClient } = await import('./okta/okta-sdk-client.js');
  // Four calls fit into an activity's 30 seconds.
  return createOktaSdkClient({ ...okta, requestTimeoutMs: 7_000 });
}
