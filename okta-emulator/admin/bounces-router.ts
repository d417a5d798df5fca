import { Router } from 'express';
import * as z from 'zod';

import { startBouncing } from '../activation-mail/bounces.js';
import { parseBody } from '../parse-body.js';
import type { Org } from '../state/org.js';

const bounceSchema = z.strictObject({ address: z.email() });

/** `GET`: the addresses that Okta's own mails do not reach. `POST`: adds one; done twice, the next mail bounces again. `DELETE`: lets mail through to all. */
export function createBouncesRouter(org: Org): Router {
  const router = Router();
  router
    .route('/')
    .get((_req, res) => {
      res.json([...org.bounces.keys()].map((address) => ({ address })));
    })
    .post((req, res) => {
      const { address } = parseBody(bounceSchema, req.body, 'bounce');
      startBouncing(org, address);
      res.status(201).json({ address });
    })
    .delete((_req, res) => {
      org.bounces.clear();
      res.sendStatus(204);
    });
  return router;
}
