import { Router } from 'express';
import { apiCaller } from '../authentication.js';
import { answerMethodNotAllowed } from '../errors.js';
import { activateUser, deactivateUser, reactivateUser } from '../management/lifecycle.js';
import { requireUser } from '../state/find.js';
import type { Org } from '../state/org.js';
import { booleanParameter } from './query.js';

/** `/users/{id}/lifecycle/…` */
export function createLifecycleRouter(org: Org): Router {
  const router = Router();

  router
    .route('/users/:id/lifecycle/activate')
    .post((req, res) => {
      const user = requireUser(org, req.params.id);
      const sendEmail = booleanParameter(req, 'sendEmail', true);
      res.json(activateUser(org, apiCaller(res), user, sendEmail) ?? {});
    })
    .all(answerMethodNotAllowed);

  router
    .route('/users/:id/lifecycle/reactivate')
    .post((req, res) => {
      const user = requireUser(org, req.params.id);
      const sendEmail = booleanParameter(req, 'sendEmail', false);
      res.json(reactivateUser(org, user, sendEmail) ?? {});
    })
    .all(answerMethodNotAllowed);

  router
    .route('/users/:id/lifecycle/deactivate')
    .post((req, res) => {
      const user = requireUser(org, req.params.id);
      deactivateUser(org, apiCaller(res), user);
      // Recorded from Okta: 204 for users created with activate=false, 200 with an empty object for the others.
      if (user.createdStaged) res.status(204).end();
      else res.json({});
    })
    .all(answerMethodNotAllowed);

  return router;
}
