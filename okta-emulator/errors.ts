import type { ErrorRequestHandler, RequestHandler } from 'express';
import { randomBytes } from 'node:crypto';

/** Okta's error catalogue, as far as this emulator answers it. `{0}` is replaced by the error's detail. */
const catalogue = {
  E0000001: { status: 400, summary: 'Api validation failed: {0}' },
  E0000003: { status: 400, summary: 'The request body was not well-formed.' },
  E0000004: { status: 401, summary: 'Authentication failed' },
  E0000006: {
    status: 403,
    summary: 'You do not have permission to perform the requested action',
  },
  E0000007: { status: 404, summary: 'Not found: {0}' },
  E0000009: { status: 500, summary: 'Internal Server Error' },
  E0000011: { status: 401, summary: 'Invalid token provided' },
  E0000016: { status: 403, summary: 'Activation failed because the user is already active' },
  E0000021: {
    status: 400,
    summary:
      'Bad request.  Accept and/or Content-Type headers likely do not match supported values.',
  },
  E0000022: { status: 405, summary: 'The endpoint does not support the provided HTTP method' },
  E0000031: { status: 400, summary: 'Invalid search criteria.' },
  E0000038: {
    status: 403,
    summary: "This operation is not allowed in the user's current status.",
  },
  E0000047: { status: 429, summary: 'API call exceeded rate limit due to too many requests.' },
  E0000053: { status: 400, summary: 'Invalid SCIM filter.' },
  E0000068: { status: 403, summary: 'Invalid Passcode/Answer' },
  E0000079: {
    status: 403,
    summary: 'This operation is not allowed in the current authentication state.',
  },
  E0000080: {
    status: 403,
    summary:
      'The password does not meet the complexity requirements of the current password policy.',
  },
  E0000083: { status: 403, summary: 'PassCode is valid but exceeded time window.' },
  E0000093: { status: 400, summary: 'Target count limit exceeded' },
  E0000098: { status: 400, summary: 'This phone number is invalid.' },
  E0000109: {
    status: 429,
    summary: 'An SMS message was recently sent. Please wait 30 seconds before trying again.',
  },
  E0000264: {
    status: 400,
    summary:
      'You must have an active telephony inline hook or at least one active custom telephony provider credential to activate and use the Phone authenticator.',
  },
} as const satisfies Record<string, { status: number; summary: string }>;

export type ErrorCode = keyof typeof catalogue;

/** The codes that this emulator knows. */
export const errorCodes = Object.keys(catalogue) as ErrorCode[];

/** A refusal in Okta's own words. Thrown anywhere below a route, it becomes the answer. */
export class OktaError extends Error {
  override readonly name = 'OktaError';
  readonly status: number;
  readonly errorCode: ErrorCode;
  readonly causes: readonly string[];

  /**
   * @param detail what stands in for `{0}` in the catalogue's text.
   * @param causes the texts of `errorCauses`.
   */
  constructor(errorCode: ErrorCode, detail = '', causes: readonly string[] = []) {
    const { status, summary } = catalogue[errorCode];
    super(summary.replace('{0}', detail));
    this.status = status;
    this.errorCode = errorCode;
    this.causes = causes;
  }
}

/** E0000007 as Okta words it: `Not found: Resource not found: 00u… (User)`. */
export function notFound(id: string, type: string): OktaError {
  return new OktaError('E0000007', `Resource not found: ${id} (${type})`);
}

/** E0000001. @param subject what failed: a field, or the name of Okta's request object. */
export function invalid(subject: string, ...causes: string[]): OktaError {
  return new OktaError('E0000001', subject, causes);
}

export const answerNotFound: RequestHandler = (req) => {
  throw new OktaError('E0000007', `Resource not found: ${req.originalUrl} (Resource)`);
};

/** Answers every error as Okta does; what is not an {@link OktaError} or an unreadable body is a 500. */
export const answerError: ErrorRequestHandler = (error: unknown, _req, res, next) => {
  if (res.headersSent) {
    next(error);
    return;
  }
  const { status, errorCode, message, causes } = oktaError(error);
  res.status(status).json({
    errorCode,
    errorSummary: message,
    errorLink: errorCode,
    errorId: `oae${randomBytes(16).toString('base64url')}`,
    errorCauses: causes.map((errorSummary) => ({ errorSummary })),
  });
};

function oktaError(error: unknown): OktaError {
  if (error instanceof OktaError) return error;
  return new OktaError(isUnreadableBody(error) ? 'E0000003' : 'E0000009');
}

/** Errors of express.json: malformed JSON, wrong charset, too large. */
function isUnreadableBody(error: unknown): boolean {
  return error instanceof Error && 'type' in error && 'status' in error && error.status !== 500;
}
