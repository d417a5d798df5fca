import { json, Router } from 'express';
import { createEventHooksRouter } from '../event-hooks/event-hooks-router.js';
import type { Org } from '../state/org.js';
import { createAuthenticatorsRouter } from './authenticators.js';

/**
 * Okta's management API, below `/api/v1`, behind the token check.
 *
 * @param hookTimeoutMs how long the endpoint of an event hook may take to answer its verification.
 */
export function createApiRouter(org: Org, hookTimeoutMs: number): Router {
  const router = Router();
  router.use(json({ limit: '1mb' }));
  router.use(createAuthenticatorsRouter(org));
  router.use(createEventHooksRouter(org, hookTimeoutMs));
  return router;
}
