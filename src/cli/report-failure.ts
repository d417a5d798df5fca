import { ConfigurationError } from '../config.js';
import { TemporalServerError } from '../temporal-server/temporal-server-error.js';

/** Says on standard error what went wrong, without a stack where the message says it all. Returns the exit code. */
export function reportFailure(error: unknown): number {
  if (error instanceof ConfigurationError) return say(error.message, 2);
  if (error instanceof TemporalServerError) return say(error.message, 4);
  if (isAddressInUse(error)) {
    return say(`${error.message}\nAnother process listens there: end it, or set another PORT.`, 2);
  }
  return say(error instanceof Error ? (error.stack ?? error.message) : String(error), 1);
}

function say(text: string, exitCode: number): number {
  process.stderr.write(`${text}\n`);
  return exitCode;
}

function isAddressInUse(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
}
