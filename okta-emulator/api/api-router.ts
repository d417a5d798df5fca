import { json, Router, type RequestHandler } from 'express';
import { authorize } from '../access/authorize.js';
import { OktaError } from '../errors.js';
import { createEventHooksRouter } from '../event-hooks/event-hooks-router.js';
import type { Org } from '../state/org.js';
import { createApiTokensRouter } from './api-tokens.js';
import { createAuthenticatorsRouter } from './authenticators.js';
import { createFactorsRouter } from './factors.js';
import { createGroupRulesRouter } from './group-rules.js';
import { createGroupsRouter } from './groups.js';
import { createIamRouter } from './iam/iam-router.js';
import { createLifecycleRouter } from './lifecycle.js';
import { createLogsRouter } from './logs.js';
import { createPoliciesRouter } from './policies.js';
import { createPolicyRulesRouter } from './policy-rules.js';
import { createPrincipalRateLimitsRouter } from './principal-rate-limits.js';
import { createRolesRouter } from './roles.js';
import { createTelephonyProvidersRouter } from './telephony-providers.js';
import { createUserSchemaRouter } from './user-schema.js';
import { createUsersRouter } from './users.js';

/**
 * Okta's management API, below `/api/v1`, behind the token check and the check of scopes; here admin roles are checked.
 *
 * @param hookTimeoutMs how long the endpoint of an event hook may take to answer its verification.
 */
export function createApiRouter(org: Org, hookTimeoutMs: number): Router {
  const router = Router();
  router.use(refuseOtherMediaTypes, json({ limit: '1mb' }), authorize(org));
  router.use(createUsersRouter(org));
  router.use(createLifecycleRouter(org));
  router.use(createFactorsRouter(org));
  router.use(createRolesRouter(org));
  router.use('/iam', createIamRouter(org));
  router.use(createApiTokensRouter(org));
  router.use(createPrincipalRateLimitsRouter(org));
  router.use(createGroupRulesRouter(org));
  router.use(createGroupsRouter(org));
  router.use(createUserSchemaRouter(org));
  router.use(createPoliciesRouter(org));
  router.use(createPolicyRulesRouter(org));
  router.use(createAuthenticatorsRouter(org));
  router.use(createTelephonyProvidersRouter(org));
  router.use(createLogsRouter(org));
  router.use(createEventHooksRouter(org, hookTimeoutMs));
  return router;
}

const refuseOtherMediaTypes: RequestHandler = (req, _res, next) => {
  const hasBody = Number(req.get('content-length') ?? 0) > 0 || req.get('transfer-encoding');
  if (hasBody && !req.is('json')) throw new OktaError('E0000021');
  next();
};
