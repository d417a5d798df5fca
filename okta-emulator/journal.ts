import type { RequestHandler } from 'express';

/** One request that the emulator received below `/api/`. */
export interface JournalEntry {
  method: string;
  /** With its query. */
  path: string;
  /** Undefined as long as, or if, no answer went out. */
  status: number | undefined;
  received: Date;
  /** The parsed JSON body, if there was one. */
  body: unknown;
}

/** Writes down every request in the order of arrival, also those that are refused or never answered. */
export function keepJournal(journal: JournalEntry[]): RequestHandler {
  return (req, res, next) => {
    const entry: JournalEntry = {
      method: req.method,
      path: req.originalUrl,
      status: undefined,
      received: new Date(),
      body: undefined,
    };
    journal.push(entry);
    res.on('finish', () => {
      entry.status = res.statusCode;
    });
    res.on('close', () => {
      entry.body = req.body as unknown;
    });
    next();
  };
}
