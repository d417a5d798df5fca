import { errorCodes } from './error-codes.js';
import type { HookErrorStep } from './hook-step.js';
import { Refusal } from './refusal.js';

/** The last step: turns what the steps before it threw into an answer without a body. */
export const refuse: HookErrorStep = (error: unknown, request, response, next) => {
  if (response.headersSent) {
    next(error);
    return;
  }
  // A request that stalled or broke off has been answered by Node, and its socket is gone.
  if (request.socket.destroyed) return;
  const refusal = toRefusal(error);
  response.locals.outcome = refusal.reason;
  if (refusal.cause !== undefined) response.locals.errors = errorCodes(refusal.cause);
  if (refusal.reason === 'internal') response.locals.place = placeOf(refusal.cause);
  response.status(refusal.status).set(refusal.headers).end();
};

function toRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (isOfBodyParser(error))
    return error.status === 413
      ? new Refusal(413, 'body-too-large')
      : new Refusal(error.status, 'body');
  return new Refusal(500, 'internal', { cause: error });
}

/** Express's body parser marks the errors that are the client's fault with a status and a type. */
function isOfBodyParser(error: unknown): error is Error & { status: number } {
  return (
    error instanceof Error &&
    'type' in error &&
    'status' in error &&
    typeof error.status === 'number' &&
    error.status < 500
  );
}

/** The first frame of the stack, without the message above it. */
function placeOf(error: unknown): string {
  const stack = error instanceof Error ? error.stack : undefined;
  return /^ +at .*$/m.exec(stack ?? '')?.[0].trim() ?? 'unknown';
}
