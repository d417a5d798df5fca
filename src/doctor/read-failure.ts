import { AuditUnavailableError } from '../audit/audit-store.js';
import { grpcCodeOf } from '../operate/temporal-errors.js';
import {
  OktaApiError,
  OktaPacedError,
  OktaTokenRefusedError,
  OktaUnreachableError,
} from '../okta/okta-errors.js';

/** Why something could not be read. */
export interface ReadFailure {
  kind:
    /** Nobody answered, or not in time. */
    | 'unreachable'
    /** Okta does not take the credential. */
    | 'unauthorized'
    /** A scope or a role is missing. */
    | 'forbidden'
    /** The other side answered with another error. */
    | 'refused'
    /** This process does not know enough to ask. */
    | 'not-configured'
    /** The configuration is not right, which is a check of its own. */
    | 'misconfigured'
    /** A fault of ours. */
    | 'unexpected';
  /** Codes and names only: other people's texts can quote personal data. */
  text: string;
}

/** Something that is not there to be read, in words that are ours. */
export class UnreadError extends Error {
  override readonly name = 'UnreadError';
  readonly kind: ReadFailure['kind'];

  constructor(kind: ReadFailure['kind'], message: string) {
    super(message);
    this.kind = kind;
  }
}

export function toReadFailure(error: unknown): ReadFailure {
  if (error instanceof UnreadError) return { kind: error.kind, text: error.message };
  if (error instanceof OktaApiError) return { kind: kindOf(error), text: error.message };
  if (error instanceof OktaTokenRefusedError) return { kind: 'unauthorized', text: error.message };
  if (error instanceof OktaUnreachableError || error instanceof OktaPacedError) {
    return { kind: 'unreachable', text: error.message };
  }
  if (error instanceof AuditUnavailableError) return { kind: 'refused', text: error.message };
  const grpcCode = grpcCodeOf(error);
  if (grpcCode !== undefined) return fromGrpc(grpcCode);
  if (!(error instanceof Error)) return { kind: 'unexpected', text: 'an unknown failure' };
  const { code } = error as { code?: unknown };
  return {
    kind: 'unexpected',
    text: typeof code === 'string' ? `${error.name} ${code}` : error.name,
  };
}

function kindOf({ status, errorCode }: OktaApiError): ReadFailure['kind'] {
  // Okta answers 401 too where the org does not have the feature.
  if (status === 401) return errorCode === 'E0000015' ? 'forbidden' : 'unauthorized';
  return status === 403 ? 'forbidden' : 'refused';
}

const grpcNames = new Map([
  [3, 'invalid argument'],
  [4, 'no answer in time'],
  [5, 'not found'],
  [7, 'permission denied'],
  [12, 'not implemented'],
  [14, 'unavailable'],
  [16, 'unauthenticated'],
]);

function fromGrpc(code: number): ReadFailure {
  const text = `Temporal: ${grpcNames.get(code) ?? `code ${code}`}`;
  if (code === 4 || code === 14) return { kind: 'unreachable', text };
  return { kind: code === 7 || code === 16 ? 'forbidden' : 'refused', text };
}
