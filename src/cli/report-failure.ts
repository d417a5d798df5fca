import { NamespaceNotFoundError } from '@temporalio/client';
import { DirectoryInUseError } from '../audit/embedded/lock-directory.js';
import { AuditUnavailableError } from '../audit/audit-store.js';
import { OktaLookupError } from '../ask-okta.js';
import { ConfigurationError } from '../configuration/configuration-error.js';
import {
  grpcDetailsOf,
  isTemporalUnreachable,
  QueryRefusedError,
} from '../operate/temporal-errors.js';
import { TemporalServerError } from '../temporal-server/temporal-server-error.js';
import { UnhandledError } from '../process/unhandled-errors.js';
import { NotFoundError } from './not-found-error.js';
import { InputError } from './read-stored-events.js';
import { say } from './say.js';

/** Says on standard error what went wrong, without a stack where the message says it all. Returns the exit code. */
export function reportFailure(error: unknown): number {
  if (isUsageError(error)) return ended(error.message, 2);
  if (error instanceof NamespaceNotFoundError) {
    return ended(
      `Temporal has no namespace ${error.namespace}: create it, or name another one in TEMPORAL_NAMESPACE.`,
      2,
    );
  }
  if (error instanceof NotFoundError) return ended(error.message, 3);
  if (error instanceof AuditUnavailableError) return ended(error.message, 4);
  if (error instanceof TemporalServerError) return ended(error.message, 4);
  if (error instanceof OktaLookupError) return ended(error.message, error.isUnreachable ? 4 : 1);
  if (error instanceof UnhandledError) return ended(error.message, 1);
  if (isTemporalUnreachable(error)) {
    return ended(`Temporal cannot be reached: ${grpcDetailsOf(error)}`, 4);
  }
  if (isAddressInUse(error)) {
    return ended(
      `${error.message}\nAnother process listens there: end it, or set another PORT.`,
      2,
    );
  }
  return ended(error instanceof Error ? (error.stack ?? error.message) : String(error), 1);
}

function isUsageError(error: unknown): error is Error {
  return [ConfigurationError, DirectoryInUseError, InputError, QueryRefusedError].some(
    (kind) => error instanceof kind,
  );
}

function ended(text: string, exitCode: number): number {
  say(text);
  return exitCode;
}

function isAddressInUse(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
}
