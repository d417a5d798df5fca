import { Router } from 'express';

import { OktaError } from '../../errors.js';
import type { Org } from '../../state/org.js';
import { createBindingsRouter } from './bindings.js';
import { createCustomRolesRouter } from './custom-roles.js';
import { createResourceSetsRouter } from './resource-sets.js';
import { createSetResourcesRouter } from './set-resources.js';

/** `/iam`: custom admin roles, resource sets, and who has which. Okta's word for a feature that an org does not have is E0000015. */
export function createIamRouter(org: Org): Router {
  const router = Router();
  router.use((_req, _res, next) => {
    if (!org.settings.customAdminRolesAvailable) throw new OktaError('E0000015');
    next();
  });
  router.use(createCustomRolesRouter(org));
  router.use(createResourceSetsRouter(org));
  router.use(createSetResourcesRouter(org));
  router.use(createBindingsRouter(org));
  return router;
}
