import { status } from '@grpc/grpc-js';
import { isGrpcServiceError } from '@temporalio/client';

/** Temporal does not understand a query of its visibility. The message quotes Temporal, which quotes the query. */
export class QueryRefusedError extends Error {
  override readonly name = 'QueryRefusedError';
}

/** The code of Temporal's answer, also where the SDK has wrapped it. */
export function grpcCodeOf(error: unknown): status | undefined {
  return grpcErrorOf(error)?.code;
}

/** What Temporal said, without the code before it. */
export function grpcDetailsOf(error: unknown): string {
  const details = grpcErrorOf(error)?.details;
  return details ?? (error instanceof Error ? error.message : String(error));
}

/** True if the server did not answer, as opposed to a worker. */
export function isTemporalUnreachable(error: unknown): boolean {
  return grpcCodeOf(error) === status.UNAVAILABLE;
}

function grpcErrorOf(error: unknown) {
  if (isGrpcServiceError(error)) return error;
  const cause = error instanceof Error ? error.cause : undefined;
  return isGrpcServiceError(cause) ? cause : undefined;
}
