import { timingSafeEqual } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import { checkAccessToken } from './access/access-token.js';
import { AccessTokenError } from './access/challenge.js';
import { allows, scopeFor } from './access/scopes.js';
import { callerRequest, type Caller } from './caller.js';
import { OktaError } from './errors.js';
import { useApiToken } from './state/api-token.js';
import { newSessionId } from './state/ids.js';
import type { Org } from './state/org.js';

/**
 * Lets requests with `Authorization: SSWS <token>` pass, as the token's owner, and requests with an access token whose scopes suffice, as
 * its app. Refuses others: 401 E0000011 without a good token, 403 with an empty body without the scope.
 */
export function authenticate(org: Org, apiToken: string): RequestHandler {
  const expected = Buffer.from(`SSWS ${apiToken}`);
  return (req, res, next) => {
    const authorization = req.get('authorization') ?? '';
    const given = Buffer.from(authorization);
    if (given.length === expected.length && timingSafeEqual(given, expected)) {
      if (!useApiToken(org)) throw new OktaError('E0000011');
      const session = { sessionId: newSessionId('trs'), request: callerRequest(req) };
      keepCaller(res, { user: org.admin, apiTokenId: org.access.apiToken.id, ...session });
      next();
      return;
    }
    if (!/^(Bearer|DPoP) /i.test(authorization)) throw new OktaError('E0000011');
    return authenticateApp(org, req, res).then(next);
  };
}

async function authenticateApp(org: Org, req: Request, res: Response): Promise<void> {
  const { app, scopes } = await checkAccessToken(org, req, res);
  const needed = scopeFor(req.method, req.baseUrl + req.path);
  if (needed !== undefined && !allows(scopes, needed)) {
    const description = 'The access token provided does not contain the required scopes.';
    throw new AccessTokenError('insufficient_scope', description);
  }
  keepCaller(res, { app, sessionId: newSessionId('trs'), request: callerRequest(req) });
}

/** The caller of an API request that {@link authenticate} let pass. */
export function apiCaller(res: Response): Caller {
  return res.locals['caller'] as Caller;
}

function keepCaller(res: Response, caller: Caller): void {
  res.locals['caller'] = caller;
}
