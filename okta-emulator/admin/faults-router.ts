import { Router } from 'express';
import type * as z from 'zod';

import type { ArmedFaults, Arming } from '../faults/armed-faults.js';
import { parseBody } from '../parse-body.js';

/** `GET`: what is armed, with the counts left. `POST`: arms one fault. `DELETE`: disarms all. */
export function createFaultsRouter<F extends Arming>(
  faults: ArmedFaults<F>,
  schema: z.ZodType<F>,
): Router {
  const router = Router();
  router
    .route('/')
    .get((_req, res) => {
      res.json(faults.list());
    })
    .post((req, res) => {
      res.status(201).json(faults.add(parseBody(schema, req.body, 'fault')));
    })
    .delete((_req, res) => {
      faults.clear();
      res.sendStatus(204);
    });
  return router;
}
