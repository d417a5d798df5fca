import type { RequestHandler } from 'express';
import type { Org } from './state/org.js';
import { orgTime } from './state/org-time.js';

/** Gives every answer the `Date` of the org's clock, where that is off. */
export function tellOrgTime(org: Org): RequestHandler {
  return (_req, res, next) => {
    if (org.settings.clockSkewMs !== 0) res.set('date', new Date(orgTime(org)).toUTCString());
    next();
  };
}
