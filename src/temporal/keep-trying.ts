import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import type { Logger } from 'pino';
import { remedyFor } from './remedy-for.js';
import { TemporalServerError } from '../temporal-server/temporal-server-error.js';

interface KeepTryingOptions {
  logger: Logger;
  /** What is said while it does not go through. */
  notYet: string;
  /** Ends the trying; the promise resolves then, too. */
  stopped?: AbortSignal;
}

/** Repeats what must be done once in Temporal until it goes through: Temporal may be away when a process starts. Never rejects. */
export async function keepTrying(
  client: Client,
  attempt: () => Promise<void>,
  { logger, notYet, stopped = new AbortController().signal }: KeepTryingOptions,
): Promise<void> {
  for (;;) {
    try {
      // Without a deadline the client retries for 18 seconds, in which nothing could be closed.
      await client.withDeadline(Date.now() + 3_000, attempt);
      return;
    } catch (error) {
      if (stopped.aborted) return;
      const { message } = error as Error;
      // What is an error of ours says itself what helps.
      const remedy = error instanceof TemporalServerError ? undefined : remedyFor(message);
      logger.warn({ error: message, remedy }, notYet);
    }
    await sleep(5_000, undefined, { signal: stopped }).catch(() => undefined);
  }
}
