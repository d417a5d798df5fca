import type { ErrorRequestHandler, Request } from 'express';

import { algorithms } from '../oauth/signature.js';
import type { Org } from '../state/org.js';
import { scopeFor } from './scopes.js';

/** What is wrong with an access token or its proof: the cause stands in `www-authenticate` alone, and the body is empty. */
export class AccessTokenError extends Error {
  override readonly name = 'AccessTokenError';
  readonly status: 400 | 403;
  readonly error: 'invalid_dpop_proof' | 'insufficient_scope';

  constructor(error: AccessTokenError['error'], description: string) {
    super(description);
    this.error = error;
    this.status = error === 'insufficient_scope' ? 403 : 400;
  }
}

/**
 * Okta's `www-authenticate`. Sources: https://github.com/okta/okta-sdk-golang/issues/145 (Bearer, 403 with no body),
 * https://github.com/okta/okta-sdk-nodejs/issues/453 and https://developer.okta.com/blog/2024/09/10/angular-dpop-jwt (DPoP, 400).
 */
export function challenge(org: Org, req: Request, error: string, description: string): string {
  const path = req.baseUrl + req.path;
  const isDpop = /^DPoP /i.test(req.get('authorization') ?? '');
  const texts = {
    ...(isDpop && { algs: algorithms.join(' ') }),
    authorization_uri: `${org.url}/oauth2/v1/authorize`,
    realm: org.url,
    scope: scopeFor(req.method, path) ?? '',
    ...{ error, error_description: description, resource: path },
  };
  const parameters = Object.entries(texts).map(([name, text]) => `${name}="${text}"`);
  return `${isDpop ? 'DPoP' : 'Bearer'} ${parameters.join(', ')}`;
}

export function answerAccessTokenError(org: Org): ErrorRequestHandler {
  return (error: unknown, req, res, next) => {
    if (!(error instanceof AccessTokenError) || res.headersSent) {
      next(error);
      return;
    }
    const { status, error: code, message } = error;
    res
      .status(status)
      .set('www-authenticate', challenge(org, req, code, message))
      .end();
  };
}
