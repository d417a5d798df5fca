import { Router } from 'express';
import { answerMethodNotAllowed } from '../errors.js';
import { requireUser } from '../state/find.js';
import type { Org } from '../state/org.js';
import { roleAssignments } from './role-assignments.js';

/** `/users/{userId}/roles`: what the user may administer. Standard roles are assigned through `/_emulator/users/{id}/roles`. */
export function createRolesRouter(org: Org): Router {
  const router = Router();
  router
    .route('/users/:userId/roles')
    .get((req, res) => {
      const { id, roles } = requireUser(org, req.params.userId);
      res.json(roleAssignments(org, { path: `/api/v1/users/${id}`, type: 'USER', roles }));
    })
    .all(answerMethodNotAllowed);
  return router;
}
