import { Router } from 'express';
import * as z from 'zod';

import { factorBody } from '../api/factor-body.js';
import { callerRequest } from '../caller.js';
import { kindOf } from '../factor-kinds/kinds.js';
import { completeEnrollment, enrollFactor } from '../management/enroll-factor.js';
import { parseBody } from '../parse-body.js';
import { requireUser } from '../state/find.js';
import { newSessionId } from '../state/ids.js';
import type { Org } from '../state/org.js';

const selfEnrollmentSchema = z.strictObject({
  login: z.string(),
  factorType: z.string(),
  provider: z.string(),
  profile: z.record(z.string(), z.string()).optional(),
  client: z
    .strictObject({
      ipAddress: z.string().optional(),
      userAgent: z.string().optional(),
      country: z.string().optional(),
    })
    .optional(),
});

/**
 * `POST /self-enrollments`: the person enrolls a factor himself, as in Okta's settings page, and has proved that it is his: it is ACTIVE,
 * and he is the actor of the event. `client` is where he did it from. Refused like an enrollment by the API.
 */
export function createSelfEnrollmentsRouter(org: Org): Router {
  const router = Router();
  router.post('/self-enrollments', (req, res) => {
    const {
      login,
      client = {},
      ...given
    } = parseBody(selfEnrollmentSchema, req.body, 'selfEnrollment');
    const user = requireUser(org, login);
    const { id, ...sent } = callerRequest(req);
    const request = {
      ...{ id, uri: '/enduser/settings' },
      ipAddress: client.ipAddress ?? sent.ipAddress,
      userAgent: client.userAgent ?? sent.userAgent,
      country: client.country,
    };
    const sessionId = newSessionId(org.engine === 'classic' ? '102' : 'idx');
    const context = { org, caller: { user, sessionId, request }, user };
    const factor = enrollFactor(context, given, {
      profile: given.profile ?? {},
      ...{ activate: true, updatePhone: false, codeLifetimeMs: 0 },
    });
    if (factor.status !== 'ACTIVE') completeEnrollment(context, kindOf(factor), factor);
    res.status(201).json(factorBody(org, user, factor));
  });
  return router;
}
