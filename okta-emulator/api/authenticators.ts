import { Router } from 'express';
import { answerMethodNotAllowed, OktaError } from '../errors.js';
import { authenticators } from '../state/authenticators.js';
import type { Org } from '../state/org.js';

/** `/authenticators`: a feature of Identity Engine. */
export function createAuthenticatorsRouter(org: Org): Router {
  const router = Router();
  router
    .route('/authenticators')
    .get((_req, res) => {
      if (org.engine === 'classic') throw new OktaError('E0000015');
      const { created } = org.admin;
      res.json(
        authenticators.map(({ id, key, type, name }) => ({
          ...{ type, id, key, status: 'ACTIVE', name, created, lastUpdated: created },
          _links: {
            self: {
              href: `${org.url}/api/v1/authenticators/${id}`,
              hints: { allow: ['GET', 'PUT'] },
            },
          },
        })),
      );
    })
    .all(answerMethodNotAllowed);
  return router;
}
