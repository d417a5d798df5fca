import type { RequestHandler } from 'express';
import type { Org } from './state/org.js';

/** Dates every answer by Okta's clock. */
export function dateAnswers({ settings }: Org): RequestHandler {
  return (_req, res, next) => {
    res.set('date', new Date(Date.now() + settings.clockSkewMs).toUTCString());
    next();
  };
}
