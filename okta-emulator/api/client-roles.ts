import { Router } from 'express';
import { answerMethodNotAllowed } from '../errors.js';
import { requireServiceApp } from '../management/service-apps.js';
import type { Org } from '../state/org.js';
import { roleAssignments } from './role-assignments.js';

/** `/oauth2/v1/clients/{clientId}/roles`: what a service app may administer. */
export function createClientRolesRouter(org: Org): Router {
  const router = Router();
  router
    .route('/:clientId/roles')
    .get((req, res) => {
      const { id, roles } = requireServiceApp(org, req.params.clientId);
      const path = `/oauth2/v1/clients/${id}`;
      res.json(roleAssignments(org, { path, type: 'CLIENT', roles }));
    })
    .all(answerMethodNotAllowed);
  return router;
}
