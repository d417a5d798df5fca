import { ConfigurationError } from '../config.js';
import { TemporalServerError } from '../temporal-server/temporal-server-error.js';
import { InputError } from './read-stored-events.js';
import { say } from './say.js';

/** Says on standard error what went wrong, without a stack where the message says it all. Returns the exit code. */
export function reportFailure(error: unknown): number {
  if (error instanceof ConfigurationError || error instanceof InputError)
    return ended(error.message, 2);
  if (error instanceof TemporalServerError) return ended(error.message, 4);
  if (isAddressInUse(error)) {
    return ended(
      `${error.message}\nAnother process listens there: end it, or set another PORT.`,
      2,
    );
  }
  return ended(error instanceof Error ? (error.stack ?? error.message) : String(error), 1);
}

function ended(text: string, exitCode: number): number {
  say(text);
  return exitCode;
}

function isAddressInUse(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
}
