import express, { type Express } from 'express';
import { authorize } from './access/authorize.js';
import { answerAccessTokenError } from './access/challenge.js';
import { createAdminRouter } from './admin/admin-router.js';
import type { Controls } from './admin/controls.js';
import { createApiRouter } from './api/api-router.js';
import { createClientRolesRouter } from './api/client-roles.js';
import { createQrCodesRouter } from './api/qr-codes.js';
import { createOrganizationRouter } from './api/organization.js';
import { authenticate } from './authentication.js';
import { answerError, answerNotFound } from './errors.js';
import { injectFaults } from './faults/inject-faults.js';
import { keepJournal, type JournalEntry } from './journal.js';
import type { Mailbox } from './mailbox/mailbox.js';
import { createTokenRouter } from './oauth/token-router.js';
import { tellOrgTime } from './org-date.js';
import { createPagesRouter } from './pages/pages-router.js';
import { limitConcurrency, limitRate } from './rate-limits.js';
import { assignRequestId } from './request-id.js';

interface AppOptions {
  apiToken: string;
  journal: JournalEntry[];
  hookTimeoutMs: number;
  mailbox: Mailbox | undefined;
  reset: () => void;
}

/** What the org answers over HTTP, in the order in which a request meets it. */
export function createApp(controls: Controls, options: AppOptions): Express {
  const { org, limits, rateLimitWindows, apiFaults, heldRequests } = controls;
  const { apiToken, journal, hookTimeoutMs, mailbox, reset } = options;
  const app = express();
  app.disable('x-powered-by');
  app.use(assignRequestId);
  app.use(tellOrgTime(org));
  app.use(['/api', '/oauth2'], keepJournal(journal), limitConcurrency(org, limits));
  app.use(['/api', '/oauth2'], injectFaults(apiFaults, heldRequests));
  app.use('/oauth2/v1/token', limitRate(org, rateLimitWindows, 'token'));
  app.use('/oauth2/v1', createTokenRouter(org));
  app.use(
    '/oauth2/v1/clients',
    authenticate(org, apiToken),
    limitRate(org, rateLimitWindows, 'other'),
    authorize(org, 'okta.iam.read'),
    createClientRolesRouter(org),
  );
  app.use('/api/v1', createQrCodesRouter(org));
  app.use(
    '/api/v1',
    authenticate(org, apiToken),
    limitRate(org, rateLimitWindows),
    createApiRouter(org, hookTimeoutMs),
  );
  app.use(createOrganizationRouter(org));
  app.use(createPagesRouter(org, mailbox));
  app.use('/_emulator', createAdminRouter(controls, mailbox, reset));
  app.use(answerNotFound, answerAccessTokenError(org), answerError);
  return app;
}
