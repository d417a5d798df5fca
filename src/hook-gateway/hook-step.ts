import type { ErrorRequestHandler, RequestHandler } from 'express';
import type { SortedEvents } from '../dispatch/sort-events.js';
import type { RefusalReason } from './refusal.js';

/** What the steps of a request find out for the ones after them. */
export interface HookLocals {
  /** When the answer is due. */
  deadline: Date;
  /** Which of the live secrets the caller knew. */
  secret?: 'current' | 'previous';
  eventId?: string;
  /** The events as Okta sent them, and what was read of them. */
  values?: readonly unknown[];
  events?: SortedEvents;
  /** How it ended, for metrics and the log. */
  outcome?: 'accepted' | 'challenge' | RefusalReason;
  /** Names and codes of the errors behind a refusal. */
  errors?: string[];
  /** Where in our code an unexpected error was thrown. */
  place?: string;
}

type NoParams = Record<string, never>;

export type HookStep = RequestHandler<NoParams, unknown, unknown, unknown, HookLocals>;
export type HookErrorStep = ErrorRequestHandler<NoParams, unknown, unknown, unknown, HookLocals>;
