import type { ErrorRequestHandler } from 'express';

/** A refusal of the token endpoint: RFC 6749, section 5.2, and RFC 9449 for DPoP. */
export class OAuthError extends Error {
  override readonly name = 'OAuthError';
  readonly status: 400 | 401;
  readonly error: OAuthErrorCode;

  constructor(status: 400 | 401, error: OAuthErrorCode, description: string) {
    super(description);
    this.status = status;
    this.error = error;
  }
}

type OAuthErrorCode =
  | ('invalid_request' | 'invalid_client' | 'invalid_scope' | 'unsupported_grant_type')
  | ('consent_required' | 'invalid_dpop_proof' | 'use_dpop_nonce');

/** Whatever is wrong with who asks. */
export function invalidClient(description: string): OAuthError {
  return new OAuthError(401, 'invalid_client', description);
}

export const answerOAuthError: ErrorRequestHandler = (error: unknown, _req, res, next) => {
  if (!(error instanceof OAuthError) || res.headersSent) {
    next(error);
    return;
  }
  res.status(error.status).json({ error: error.error, error_description: error.message });
};
