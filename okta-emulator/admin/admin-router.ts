import { json, Router } from 'express';

import { deliveryFaultSchema } from '../event-hooks/delivery-fault.js';
import { apiFaultSchema } from '../faults/api-fault.js';
import type { Mailbox } from '../mailbox/mailbox.js';
import { smtpFaultSchema } from '../mailbox/smtp-fault.js';
import { parseBody } from '../parse-body.js';
import { orgSnapshot } from '../state/org-snapshot.js';
import { createAuthenticatorsAdminRouter } from './authenticators-router.js';
import { createBouncesRouter } from './bounces-router.js';
import type { Controls } from './controls.js';
import { createEventHooksAdminRouter } from './event-hooks-router.js';
import { createFaultsRouter } from './faults-router.js';
import { createGroupsAdminRouter } from './groups-router.js';
import { createHeldRequestsRouter } from './held-requests-router.js';
import { createRolesAdminRouter } from './roles-router.js';
import { createSelfEnrollmentsRouter } from './self-enrollments-router.js';
import { createServiceAppsRouter } from './service-apps-router.js';
import { limitsSchema, settingsSchema } from './settings.js';

/** `/_emulator`: what no Okta has. JSON in and out, no token; a body that does not fit is refused with 400 E0000001. */
export function createAdminRouter(
  { org, journal, limits, rateLimitWindows, apiFaults, heldRequests, eventDelivery }: Controls,
  mailbox: Mailbox | undefined,
  reset: () => void,
): Router {
  const router = Router();
  router.use(json());

  router.use('/faults', createFaultsRouter(apiFaults, apiFaultSchema));
  router.use('/held-requests', createHeldRequestsRouter(heldRequests));
  router.use('/hook-faults', createFaultsRouter(eventDelivery.faults, deliveryFaultSchema));
  router.get('/hook-deliveries', (_req, res) => {
    res.json(eventDelivery.deliveries);
  });
  router.use('/bounces', createBouncesRouter(org));
  router.use(createAuthenticatorsAdminRouter(org));
  router.use(createEventHooksAdminRouter(org));
  router.use(createGroupsAdminRouter(org));
  router.use(createRolesAdminRouter(org));
  router.use(createSelfEnrollmentsRouter(org));
  router.use(createServiceAppsRouter(org));
  router.get('/journal', (_req, res) => {
    res.json(journal);
  });
  router
    .route('/settings')
    .get((_req, res) => {
      res.json({ engine: org.engine, ...org.settings });
    })
    .put((req, res) => {
      Object.assign(org.settings, parseBody(settingsSchema, req.body, 'settings'));
      res.json({ engine: org.engine, ...org.settings });
    });
  router
    .route('/limits')
    .get((_req, res) => {
      res.json(limits);
    })
    .put((req, res) => {
      const { perWindow, ...others } = parseBody(limitsSchema, req.body, 'limits');
      Object.assign(limits.perWindow, perWindow);
      Object.assign(limits, others);
      res.json(limits);
    });
  router.get('/state', (req, res) => {
    res.json(orgSnapshot(org, { keepIds: req.query['ids'] === 'keep' }));
  });
  router.get('/rate-limits', (_req, res) => {
    res.json(rateLimitWindows.list());
  });
  router.post('/reset', (_req, res) => {
    reset();
    res.sendStatus(204);
  });
  if (mailbox) {
    router.use('/mail-faults', createFaultsRouter(mailbox.faults, smtpFaultSchema));
    router.post('/mail-server/stop', async (_req, res) => {
      await mailbox.stop();
      res.sendStatus(204);
    });
    router.post('/mail-server/start', async (_req, res) => {
      await mailbox.start();
      res.sendStatus(204);
    });
  }
  return router;
}
