import type { Logger } from 'pino';
import { describeError } from './describe-error.js';

/** An error was thrown where nobody caught it, or a promise rejected that nobody awaited: the process can no longer be relied on. */
export class UnhandledError extends Error {
  override readonly name = 'UnhandledError';
}

/**
 * Never resolves; rejects at the first error that nobody handles. Each is logged by its class, its code and where it came from: its message may quote anything. From here on
 * Node itself no longer ends the process for them, so whoever calls this must.
 */
export function hearUnhandledErrors(logger: Logger): Promise<never> {
  return new Promise((_resolve, reject) => {
    const hear = (kind: string) => (error: unknown) => {
      logger.fatal({ kind, ...describe(error) }, 'An error that nobody handles: the process ends');
      reject(
        new UnhandledError('The process ended for an error that nobody handled: see its log.'),
      );
    };
    process.on('unhandledRejection', hear('unhandledRejection'));
    process.on('uncaughtException', hear('uncaughtException'));
  });
}

function describe(error: unknown) {
  if (!(error instanceof Error)) return { error: typeof error };
  const { name, ...rest } = describeError(error);
  return { error: name, ...rest };
}
