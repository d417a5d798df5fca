import type { RequestHandler } from 'express';
import { clientName } from './caller.js';

/** One request that the emulator received below `/api/` or `/oauth2/`. */
export interface JournalEntry {
  method: string;
  /** With its query. */
  path: string;
  /** Undefined as long as, or if, no answer went out. */
  status: number | undefined;
  received: Date;
  /** When the answer was handed to the network; undefined as long as, or if, none was. */
  answered: Date | undefined;
  /** As the System Log repeats it. */
  userAgent: string | undefined;
  /** See `clientName`. */
  client: string;
  /** How the client showed who it is: `SSWS` with an API token, `DPoP` or `Bearer` with an access token; undefined without either. */
  scheme: string | undefined;
  /** The parsed JSON body or form, if there was one. */
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
      answered: undefined,
      userAgent: req.get('user-agent'),
      client: clientName(req),
      scheme: req.get('authorization')?.split(' ')[0],
      body: undefined,
    };
    journal.push(entry);
    res.on('finish', () => {
      entry.status = res.statusCode;
      entry.answered = new Date();
    });
    res.on('close', () => {
      entry.body = req.body as unknown;
    });
    next();
  };
}
