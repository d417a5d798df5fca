import type { ErrorRequestHandler, RequestHandler } from 'express';
import { randomBytes } from 'node:crypto';
import { errorCatalogue, type ErrorCode } from './error-catalogue.js';

/** A refusal in Okta's own words. Thrown anywhere below a route, it becomes the answer. */
export class OktaError extends Error {
  override readonly name = 'OktaError';
  readonly status: number;
  readonly errorCode: ErrorCode;
  readonly causes: readonly string[];

  constructor(
    errorCode: ErrorCode,
    /** `detail` stands in for `{0}` in the catalogue's text, `summary` for the whole text; `causes` are the texts of `errorCauses`. */
    { detail = '', summary, causes = [] }: OktaErrorTexts = {},
  ) {
    const entry = errorCatalogue[errorCode];
    super(summary ?? entry.summary.replace('{0}', detail));
    this.status = entry.status;
    this.errorCode = errorCode;
    this.causes = causes;
  }
}

interface OktaErrorTexts {
  detail?: string;
  summary?: string;
  causes?: readonly string[];
}

/** E0000007 as Okta words it: `Not found: Resource not found: 00u… (User)`. */
export function notFound(id: string, type: string): OktaError {
  return new OktaError('E0000007', { detail: `Resource not found: ${id} (${type})` });
}

/** E0000001. @param subject what failed: a field, or the name of Okta's request object. */
export function invalid(subject: string, ...causes: string[]): OktaError {
  return new OktaError('E0000001', { detail: subject, causes });
}

export const answerNotFound: RequestHandler = (req) => {
  throw notFound(req.path, 'Resource');
};

/** For `router.route(…).all(…)` behind the methods that exist. */
export const answerMethodNotAllowed: RequestHandler = () => {
  throw new OktaError('E0000022');
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
  if (isUnreadableBody(error)) return new OktaError('E0000003');
  // A bug in the emulator: the client must not see it, whoever runs the emulator must.
  process.emitWarning(error instanceof Error ? error : String(error));
  return new OktaError('E0000009');
}

/** Errors of express.json: malformed JSON, wrong charset, too large. */
function isUnreadableBody(error: unknown): boolean {
  return error instanceof Error && 'type' in error && 'status' in error && error.status !== 500;
}
