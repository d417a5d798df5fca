import { Router } from 'express';

import { notFound } from '../errors.js';
import type { HeldRequests } from '../faults/held-requests.js';

/** `GET`: the requests that a `hang` fault holds. `POST /{id}/release` executes one, `POST /{id}/drop` resets its connection. */
export function createHeldRequestsRouter(held: HeldRequests): Router {
  const router = Router();
  router.get('/', (_req, res) => {
    res.json(held.list());
  });
  router.post('/:id/release', (req, res) => {
    if (!held.release(req.params.id)) throw notFound(req.params.id, 'HeldRequest');
    res.sendStatus(204);
  });
  router.post('/:id/drop', (req, res) => {
    if (!held.drop(req.params.id)) throw notFound(req.params.id, 'HeldRequest');
    res.sendStatus(204);
  });
  return router;
}
