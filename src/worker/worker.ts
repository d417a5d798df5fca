import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { Runtime } from '@temporalio/worker';
import { countMails } from '../activities/count-mails.js';
import { createActivityInterceptors } from '../activities/activity-interceptors.js';
import type { DriftDependencies } from '../activities/drift.js';
import { createActivities } from '../activities/index.js';
import { openAuditStore, type AuditSettings } from '../open-audit-store.js';
import type { Logger } from 'pino';
import type { AuditStore } from '../audit/audit-store.js';
import type { WorkerConfig } from '../configuration/config.js';
import { ConfigurationError } from '../configuration/configuration-error.js';
import { connectWorker } from './connect-worker.js';
import { taskQueue } from '../contract/task-queues.js';
import { countCodecRefusals } from '../temporal/count-codec-refusals.js';
import { createMakeChecks } from './create-make-checks.js';
import { createReactionPorts } from './create-reaction-ports.js';
import { createWorkers } from './create-workers.js';
import { createEventFilter } from '../dispatch/event-filter.js';
import { createSignalAllowance } from '../dispatch/signal-allowance.js';
import { createFrozenLook } from '../freeze/frozen-look.js';
import { keepTrying } from '../temporal/keep-trying.js';
import { logAuthorization } from '../log-authorization.js';
import { createMailRenderer, MailTemplateError, type MailRenderer } from '../mail/render-mail.js';
import { createSmtpMailer } from '../mail/smtp-mailer.js';
import type { OktaSdkOptions } from '../okta/create-sdk.js';
import { createLazyOktaClient } from '../okta/lazy-okta-client.js';
import type { OktaClient } from '../okta/okta-client.js';
import { createPacer, type PacerObserver } from '../okta/pacing/create-pacer.js';
import { packageVersion } from '../process/package-version.js';
import { createPacingMetrics } from './pacing-metrics.js';
import { createDataConverter } from '../payload-codec/create-data-converter.js';
import type { Part } from '../process/run-until-signal.js';
import { ensureSchedules } from '../schedules/schedules.js';
import { createClient, registerSearchAttributes } from '../temporal/client.js';
import type { TemporalConfig } from '../configuration/temporal-config.js';
import { loadWorkflowBundle } from './load-workflow-bundle.js';
import { driftAddresses } from '../configuration/drift-addresses.js';
import { watchWorker } from './watch-worker.js';
import { joinCensus } from './worker-census.js';
import { noTraces, type Tracing } from '../tracing/tracing.js';
import { createWorkerHealth, type WorkerHealth } from '../worker-health/worker-health.js';

/** With up to eight seconds for its turn, a call takes fifteen at most; with a token to be got first, seven more. */
const requestTimeoutMs = 7_000;

type WorkerParts = Omit<
  WorkerConfig,
  'metricsAddress' | 'healthAddress' | 'logLevel' | 'tracing' | 'audit'
> & {
  audit: AuditSettings;
};

/** What there is in a process beside its worker. */
interface WorkerSurroundings {
  /** Is told how the worker fares. */
  health?: WorkerHealth;
  tracing?: Tracing | undefined;
}

/**
 * Starts a worker. Waits until Temporal can be reached and knows the search attributes.
 *
 * @throws ConfigurationError if a mail template is wrong
 */
export async function startWorker(
  config: WorkerParts,
  given: TemporalConfig,
  logger: Logger,
  { health = createWorkerHealth(), tracing }: WorkerSurroundings = {},
): Promise<Part> {
  const { metricMeter: meter } = Runtime.instance();
  const temporal = countCodecRefusals(given, meter);
  const mails = createMails(config.mails);
  const connection = await connectWorker(temporal, logger);
  const client = createClient(temporal, tracing && [tracing.ofClient]);
  await registerSearchAttributes(client, logger);
  const audit = await openAuditStore(config.audit, logger);
  const workflowBundle = await loadWorkflowBundle(logger, temporal);
  const identity = workerIdentity();
  const metrics = createPacingMetrics(meter);
  const observer: PacerObserver = {
    ...metrics.observer,
    ended(bucket, status) {
      metrics.observer.ended(bucket, status);
      health.oktaAnswered(status);
    },
  };
  const pacer = createPacer({ ...config.pacing, observer });
  const okta = createLazyOktaClient(() =>
    loadOkta({ ...config.okta, pacer, trace: tracing?.ofOkta }, logger),
  );
  const creating = createWorkers({
    ...{ connection, workflowBundle, taskQueue, identity, pacer },
    ...{ namespace: temporal.namespace, deployment: temporal.deployment },
    dataConverter: createDataConverter(temporal.encryption),
    activities: createAllActivities(
      { ...config, mails },
      {
        okta: okta.client,
        audit: audit?.store,
        makeChecks: createMakeChecks(config, temporal, pacer),
      },
    ),
    interceptors: {
      activity: createActivityInterceptors(createFrozenLook(client), audit, tracing?.ofActivities),
      ...(tracing && { client: { workflow: [tracing.ofClient] } }),
    },
    sinks: tracing?.ofWorkflows ?? noTraces,
  });
  okta.load();
  const workers = await creating;
  const ended = workers.run();
  let rank: number | undefined;
  const census = joinCensus(client, {
    ...{ taskQueue, identity, logger },
    onDivision: (division) => {
      pacer.divide(division);
      rank = division.rank;
    },
  });
  const shown = setInterval(() => {
    metrics.show(pacer.status());
  }, 1_000);
  logger.info({ taskQueue, version: packageVersion, ...temporal.deployment }, 'The worker polls');
  const stopped = new AbortController();
  // Beside the polling: hires go on where there can be no Schedule.
  const scheduled = keepTrying(client, () => ensureSchedules(client, config, logger), {
    ...{ logger, notYet: 'The Schedules are not there yet' },
    stopped: stopped.signal,
  });
  const watched = watchWorker(client, {
    ...{ taskQueue, identity, audit, health, meter, logger, stopped: stopped.signal },
    showsForAll: () => rank === 0,
  });
  return {
    name: 'worker',
    ended,
    async close() {
      stopped.abort();
      workers.shutdown();
      await ended.finally(() => {
        clearInterval(shown);
      });
      // What it had of Okta's limits is the others' when its last call is over.
      await census.leave();
      await Promise.all([scheduled, watched]);
      await audit?.close();
      await client.connection.close();
      await connection.close();
    },
  };
}

/** No two processes have the same: in containers the process id and even the host can be. */
function workerIdentity(): string {
  return `${process.pid}@${hostname()}-${randomBytes(3).toString('hex')}`;
}

function createMails(options: WorkerParts['mails']): MailRenderer {
  try {
    return createMailRenderer(options);
  } catch (error) {
    if (!(error instanceof MailTemplateError)) throw error;
    throw new ConfigurationError(`mails.templates: ${error.message}`);
  }
}

function createAllActivities(
  {
    okta: { orgUrl },
    smtp,
    mails,
    settings,
    events,
    eventCards,
    encryptionKey,
    previousEncryptionKeys,
    backfill,
    drift,
    reactions,
  }: Omit<WorkerParts, 'mails' | 'audit'> & { mails: MailRenderer },
  {
    okta,
    audit,
    makeChecks,
  }: {
    okta: OktaClient;
    audit: AuditStore | undefined;
    makeChecks: DriftDependencies['makeChecks'];
  },
) {
  return createActivities({
    ...{ okta, orgUrl, mails, settings, encryptionKey, previousEncryptionKeys },
    mailer: countMails(createSmtpMailer(smtp)),
    allowance: createSignalAllowance(),
    concerns: createEventFilter(events, 'log'),
    eventCards: { triggers: eventCards },
    backfill,
    drift: { makeChecks, addresses: driftAddresses(drift, settings.populations) },
    audit,
    reactions: { ...reactions, ...createReactionPorts(reactions) },
  });
}

/** The SDK takes a second of this thread to load: just then the worker's other thread loads the workflows. */
async function loadOkta(
  options: Omit<OktaSdkOptions, 'requestTimeoutMs' | 'observer'>,
  logger: Logger,
): Promise<OktaClient> {
  const { createOktaSdkClient } = await import('../okta/okta-sdk-client.js');
  return createOktaSdkClient({ ...options, requestTimeoutMs, observer: logAuthorization(logger) });
}
