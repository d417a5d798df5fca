import express, { type Express } from 'express';
import type { Controls } from './admin/controls.js';
import { createApiRouter } from './api/api-router.js';
import { authenticate } from './authentication.js';
import { answerError, answerNotFound } from './errors.js';
import { injectFaults } from './faults/inject-faults.js';
import { keepJournal, type JournalEntry } from './journal.js';
import { assignRequestId } from './request-id.js';

interface AppOptions {
  apiToken: string;
  journal: JournalEntry[];
  hookTimeoutMs: number;
}

/** What the org answers over HTTP, in the order in which a request meets it. */
export function createApp(
  { org, apiFaults, heldRequests }: Controls,
  { apiToken, journal, hookTimeoutMs }: AppOptions,
): Express {
  const app = express();
  app.disable('x-powered-by');
  app.use(assignRequestId);
  app.use('/api', keepJournal(journal), injectFaults(apiFaults, heldRequests));
  app.use('/api/v1', authenticate(apiToken, org.admin), createApiRouter(org, hookTimeoutMs));
  app.use(answerNotFound, answerError);
  return app;
}
