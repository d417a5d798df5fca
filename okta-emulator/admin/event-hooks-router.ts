import { Router } from 'express';
import * as z from 'zod';

import { notFound } from '../errors.js';
import { eventHookBody } from '../event-hooks/event-hook-body.js';
import { parseBody } from '../parse-body.js';
import type { Org } from '../state/org.js';

const changeSchema = z.strictObject({
  status: z.enum(['ACTIVE', 'INACTIVE']).optional(),
  verificationStatus: z.enum(['VERIFIED', 'UNVERIFIED']).optional(),
});

/** `PUT /event-hooks/{id}`, such as `{"verificationStatus":"VERIFIED"}`: a hook as it stands in Okta, whatever its endpoint would answer. */
export function createEventHooksAdminRouter(org: Org): Router {
  const router = Router();
  router.put('/event-hooks/:id', (req, res) => {
    const hook = org.eventHooks.get(req.params.id);
    if (!hook) throw notFound(req.params.id, 'EventHook');
    const { status = hook.status, verificationStatus = hook.verificationStatus } = parseBody(
      changeSchema,
      req.body,
      'eventHook',
    );
    Object.assign(hook, { status, verificationStatus, lastUpdated: new Date() });
    res.json(eventHookBody(org, hook));
  });
  return router;
}
