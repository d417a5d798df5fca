import express, { type Express } from 'express';
import type { Controls } from './admin/controls.js';
import { createApiRouter } from './api/api-router.js';
import { createOrganizationRouter } from './api/organization.js';
import { authenticate } from './authentication.js';
import { answerError, answerNotFound } from './errors.js';
import { injectFaults } from './faults/inject-faults.js';
import { keepJournal, type JournalEntry } from './journal.js';
import { limitConcurrency, limitRate, type RateLimits } from './rate-limits.js';
import { assignRequestId } from './request-id.js';

interface AppOptions {
  apiToken: string;
  journal: JournalEntry[];
  hookTimeoutMs: number;
  rateLimits: RateLimits;
  rateLimitWindowSeconds: number;
  concurrencyLimit: number;
}

/** What the org answers over HTTP, in the order in which a request meets it. */
export function createApp(
  { org, apiFaults, heldRequests }: Controls,
  { apiToken, journal, hookTimeoutMs, ...limits }: AppOptions,
): Express {
  const app = express();
  app.disable('x-powered-by');
  app.use(assignRequestId);
  app.use('/api', keepJournal(journal), limitConcurrency(org, limits.concurrencyLimit));
  app.use('/api', injectFaults(apiFaults, heldRequests));
  app.use(
    '/api/v1',
    authenticate(apiToken, org.admin),
    limitRate(org, limits.rateLimits, limits.rateLimitWindowSeconds),
    createApiRouter(org, hookTimeoutMs),
  );
  app.use(createOrganizationRouter(org));
  app.use(answerNotFound, answerError);
  return app;
}
