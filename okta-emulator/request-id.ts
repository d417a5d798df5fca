import { randomBytes } from 'node:crypto';
import type { RequestHandler } from 'express';

/** Gives every answer its `x-okta-request-id`. */
export const assignRequestId: RequestHandler = (_req, res, next) => {
  res.set('x-okta-request-id', randomBytes(16).toString('hex'));
  next();
};
