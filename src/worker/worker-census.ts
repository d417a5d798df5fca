import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import type { Logger } from 'pino';
import type { Division } from '../okta/pacing/bucket-pace.js';
import { censusQueue, readCensus } from '../operate/worker-census.js';

/** A poll that nobody answers ends about a second before its deadline. */
const pollMs = 4_000;

const lookEveryMs = 2_000;

/** Who has just come keeps still until all others have looked. */
const settleMs = 3_000;

/** If Temporal does not say who is there. */
const giveUpAfterMs = 10_000;

interface CensusOptions {
  taskQueue: string;
  /** Of this worker; no other one has it. */
  identity: string;
  logger: Logger;
  onDivision: (division: Division) => void;
}

/**
 * Finds out how many workers share Okta's rate limits. Each polls one task queue that nobody puts anything in, a few seconds at a time, and looks in
 * Temporal who else does. The queue is a sticky one: these have a single partition, so that whoever polls is seen by all at once. A worker that ends is
 * not counted any more after ten seconds.
 */
export function joinCensus(client: Client, options: CensusOptions): { leave: () => Promise<void> } {
  const left = new AbortController();
  const loops = [bePresent(client, options, left.signal), watch(client, options, left.signal)];
  return {
    async leave() {
      left.abort();
      await Promise.all(loops);
    },
  };
}

async function bePresent(
  client: Client,
  { taskQueue, identity }: CensusOptions,
  left: AbortSignal,
): Promise<void> {
  const { namespace } = client.options;
  while (!left.aborted) {
    await client
      .withDeadline(Date.now() + pollMs, () =>
        // One of its own for each call: the client does not take its listeners back.
        client.withAbortSignal(AbortSignal.any([left]), () =>
          client.workflowService.pollWorkflowTaskQueue({
            ...{ namespace, identity, taskQueue: censusQueue(taskQueue) },
          }),
        ),
      )
      // Where Temporal is away it may not come back at once.
      .catch(() => pause(500, left));
    await pause(100, left);
  }
}

async function watch(
  client: Client,
  { taskQueue, identity, logger, onDivision }: CensusOptions,
  left: AbortSignal,
): Promise<void> {
  const begun = Date.now();
  let workers = 0;
  let isSettled = false;
  while (!left.aborted) {
    const census = await readCensus(client, taskQueue).catch(() => undefined);
    const rank = census?.indexOf(identity) ?? -1;
    if (census === undefined || rank < 0) {
      if (workers === 0 && Date.now() - begun > giveUpAfterMs) {
        logger.warn(
          'Temporal does not tell which workers there are: Okta is paced for this one alone',
        );
        workers = 1;
        onDivision({ workers, rank: 0 });
      }
      await pause(workers === 0 ? 100 : lookEveryMs, left);
      continue;
    }
    if (!isSettled && census.length > 1) {
      isSettled = true;
      await pause(settleMs, left);
      continue;
    }
    isSettled = true;
    if (census.length !== workers) {
      logger.info({ workers: census.length }, "Okta's rate limits are divided among the workers");
    }
    workers = census.length;
    onDivision({ workers, rank });
    await pause(lookEveryMs, left);
  }
}

async function pause(ms: number, left: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal: left }).catch(() => undefined);
}
