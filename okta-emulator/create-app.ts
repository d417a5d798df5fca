import express, { type Express } from 'express';
import { createApiRouter } from './api/api-router.js';
import { authenticate } from './authentication.js';
import { answerError, answerNotFound } from './errors.js';
import { keepJournal, type JournalEntry } from './journal.js';
import { assignRequestId } from './request-id.js';
import type { Org } from './state/org.js';

/** What the org answers over HTTP, in the order in which a request meets it. */
export function createApp(org: Org, apiToken: string, journal: JournalEntry[]): Express {
  const app = express();
  app.disable('x-powered-by');
  app.use(assignRequestId);
  app.use('/api', keepJournal(journal));
  app.use('/api/v1', authenticate(apiToken, org.admin), createApiRouter(org));
  app.use(answerNotFound, answerError);
  return app;
}
