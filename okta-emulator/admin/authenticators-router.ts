import { Router } from 'express';
import * as z from 'zod';

import { authenticatorBody } from '../api/authenticator-body.js';
import { notFound } from '../errors.js';
import { parseBody } from '../parse-body.js';
import { requireMethod } from '../state/find.js';
import type { Org } from '../state/org.js';

const status = z.enum(['ACTIVE', 'INACTIVE']);
const changeSchema = z.strictObject({
  status: status.optional(),
  methods: z.record(z.string(), status).default({}),
});

/**
 * `PUT /authenticators/{key}`, such as `{"status":"INACTIVE"}` or `{"methods":{"sms":"INACTIVE"}}`: switches it, or ways to use it, on and off on either
 * engine, whatever policies and telephony would say.
 */
export function createAuthenticatorsAdminRouter(org: Org): Router {
  const router = Router();
  router.put('/authenticators/:key', (req, res) => {
    const { key } = req.params;
    const authenticator = [...org.authenticators.values()].find((each) => each.key === key);
    if (!authenticator) throw notFound(key, 'Authenticator');
    const { status = authenticator.status, methods } = parseBody(
      changeSchema,
      req.body,
      'authenticator',
    );
    for (const [type, methodStatus] of Object.entries(methods)) {
      requireMethod(authenticator, type).status = methodStatus;
    }
    authenticator.status = status;
    authenticator.lastUpdated = new Date();
    res.json(authenticatorBody(org, authenticator));
  });
  return router;
}
