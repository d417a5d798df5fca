import { json, Router } from 'express';
import type { Org } from '../state/org.js';
import { createAuthenticatorsRouter } from './authenticators.js';

/** Okta's management API, below `/api/v1`, behind the token check. */
export function createApiRouter(org: Org): Router {
  const router = Router();
  router.use(json({ limit: '1mb' }));
  router.use(createAuthenticatorsRouter(org));
  return router;
}
