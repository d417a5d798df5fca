import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import type { MetricMeter } from '@temporalio/common';
import type { Logger } from 'pino';
import type { OpenAuditStore } from '../open-audit-store.js';
import { watchChecks } from './watch-checks.js';
import { watchHires } from './watch-hires.js';
import { listenToPolls } from '../worker-health/listen-to-polls.js';
import type { WorkerHealth } from '../worker-health/worker-health.js';

interface WatchWorkerOptions {
  taskQueue: string;
  /** Of this worker; no other one has it. */
  identity: string;
  audit: Pick<OpenAuditStore, 'answers'> | undefined;
  health: WorkerHealth;
  meter: Pick<MetricMeter, 'createGauge'>;
  /** One worker shows for all what is true of the product as a whole. */
  showsForAll: () => boolean;
  logger: Logger;
  stopped: AbortSignal;
}

const askAuditEveryMs = 10_000;

/** Watches a worker that polls, from within, until it is stopped. Never rejects. */
export async function watchWorker(
  client: Client,
  { audit, health, showsForAll: isChosen, ...options }: WatchWorkerOptions,
): Promise<void> {
  health.polls();
  await Promise.all([
    listenToPolls(client, { ...options, health }),
    watchHires(client, { ...options, isChosen }),
    watchChecks(client, { ...options, isChosen }),
    listenToAudit(audit, health, options.stopped),
  ]);
}

async function listenToAudit(
  audit: WatchWorkerOptions['audit'],
  health: WorkerHealth,
  stopped: AbortSignal,
): Promise<void> {
  if (audit === undefined) {
    health.hasNoAudit();
    return;
  }
  while (!stopped.aborted) {
    if (await audit.answers()) health.auditAnswered();
    await sleep(askAuditEveryMs, undefined, { signal: stopped }).catch(() => undefined);
  }
}
