import { Router } from 'express';
import { answerMethodNotAllowed } from '../errors.js';
import { requireUser } from '../state/find.js';
import type { Org } from '../state/org.js';
import { roleLabels } from '../state/role.js';

/** `/users/{userId}/roles`: what the user may administer. Assigned through `/_emulator/users/{id}/roles`. */
export function createRolesRouter(org: Org): Router {
  const router = Router();
  router
    .route('/users/:userId/roles')
    .get((req, res) => {
      const user = requireUser(org, req.params.userId);
      const assignee = { href: `${org.url}/api/v1/users/${user.id}` };
      res.json(
        user.roles.map(({ id, type, created }) => ({
          ...{ id, label: roleLabels[type], type, status: 'ACTIVE' },
          ...{ created, lastUpdated: created, assignmentType: 'USER' },
          _links: { assignee },
        })),
      );
    })
    .all(answerMethodNotAllowed);
  return router;
}
