import type { Logger } from 'pino';
import { hearUnhandledErrors, UnhandledError } from './unhandled-errors.js';

/** A part of a process that runs until it is closed. */
export interface Part {
  name: string;
  /** Resolves when the part has ended; rejects if it broke. */
  ended?: Promise<void>;
  /** Ends it in order; resolves when that is done. */
  close(): Promise<void>;
}

/** Above what a gateway or a worker needs to close: a process that does not know its own state must not stay. */
const closeWithinMs = 45_000;

/**
 * Runs until SIGINT or SIGTERM, or until a part ends by itself, then closes the parts, the first one first. A second
 * signal ends the process at once. An error that nobody handles closes the parts, too; the process ends then, if they do not close in time.
 *
 * @throws UnhandledError after the parts are closed, if it was one
 */
export async function runUntilSignal(parts: readonly Part[], logger: Logger): Promise<void> {
  const signal = new Promise<string>((resolve) => {
    for (const name of ['SIGINT', 'SIGTERM'] as const) {
      process.once(name, () => {
        process.once(name, () => process.exit(name === 'SIGINT' ? 130 : 143));
        resolve(name);
      });
    }
  });
  const unhandled = hearUnhandledErrors(logger);
  const endings = parts.flatMap(({ name, ended }) => (ended ? [ended.then(() => name)] : []));
  try {
    const reason = await Promise.race([signal, unhandled, ...endings]);
    logger.info({ reason }, 'Closing');
  } catch (error) {
    if (error instanceof UnhandledError) setTimeout(() => process.exit(1), closeWithinMs).unref();
    throw error;
  } finally {
    for (const part of parts) await part.close();
  }
}
