import { Router } from 'express';

import {
  changeServiceApp,
  createServiceApp,
  removeServiceApp,
  requireServiceApp,
  revokeTokens,
} from '../management/service-apps.js';
import { parseBody } from '../parse-body.js';
import type { Org } from '../state/org.js';
import { serviceAppChangeSchema, serviceAppSchema } from '../state/service-app.js';

/**
 * `POST /service-apps`: a public key, scopes and roles make an app; its `id` is the client id. `PUT /service-apps/{id}` changes what it
 * names, such as the keys while they are rotated; `DELETE` removes the app and its tokens, `DELETE …/tokens` the tokens alone.
 * `DELETE /dpop-nonce` has the next proof challenged for a new nonce, as happens once a day.
 */
export function createServiceAppsRouter(org: Org): Router {
  const router = Router();
  router
    .route('/service-apps')
    .get((_req, res) => {
      res.json([...org.access.serviceApps.values()]);
    })
    .post((req, res) => {
      res.status(201).json(createServiceApp(org, parseBody(serviceAppSchema, req.body, 'app')));
    });
  router
    .route('/service-apps/:id')
    .put((req, res) => {
      const app = requireServiceApp(org, req.params.id);
      changeServiceApp(app, parseBody(serviceAppChangeSchema, req.body, 'app'));
      res.json(app);
    })
    .delete((req, res) => {
      removeServiceApp(org, requireServiceApp(org, req.params.id));
      res.sendStatus(204);
    });
  router.delete('/service-apps/:id/tokens', (req, res) => {
    revokeTokens(org, requireServiceApp(org, req.params.id));
    res.sendStatus(204);
  });
  router.delete('/dpop-nonce', (_req, res) => {
    org.access.dpopNonce.expire();
    res.sendStatus(204);
  });
  return router;
}
