import { timingSafeEqual } from 'node:crypto';
import type { RequestHandler, Response } from 'express';
import { callerRequest, type Caller } from './caller.js';
import { OktaError } from './errors.js';
import { newSessionId, newId } from './state/ids.js';
import type { User } from './state/user.js';

/** Lets requests with `Authorization: SSWS <token>` pass, as the token's owner; refuses others with 401 E0000011. */
export function authenticate(apiToken: string, owner: User): RequestHandler {
  const expected = Buffer.from(`SSWS ${apiToken}`);
  const apiTokenId = newId('00T');
  return (req, res, next) => {
    const given = Buffer.from(req.get('authorization') ?? '');
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
      throw new OktaError('E0000011');
    }
    const caller: Caller = {
      user: owner,
      apiTokenId,
      sessionId: newSessionId('trs'),
      request: callerRequest(req),
    };
    res.locals['caller'] = caller;
    next();
  };
}

/** The caller of an API request that {@link authenticate} let pass. */
export function apiCaller(res: Response): Caller {
  return res.locals['caller'] as Caller;
}
