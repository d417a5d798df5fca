import { Router } from 'express';
import { answerMethodNotAllowed } from '../errors.js';
import type { Org } from '../state/org.js';

/** `/.well-known/okta-organization`: tells the engine without a token. */
export function createOrganizationRouter(org: Org): Router {
  const router = Router();
  router
    .route('/.well-known/okta-organization')
    .get((_req, res) => {
      res.json({
        id: '00oEmulatedOrg0005d7',
        _links: { organization: { href: org.url } },
        pipeline: org.engine === 'classic' ? 'v1' : 'idx',
      });
    })
    .all(answerMethodNotAllowed);
  return router;
}
